import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import { changeSignal } from "../fleet/base/change-signal.ts";
import { systemClock } from "../fleet/base/clock.ts";
import { placed } from "./placed.ts";

const rack = (...addresses: string[]) => {
  const nodes = addresses.map((address, index) => `- serial: 100000000000000${index}\n  address: ${address}\n`);
  return { config: parseRackConfig(`nodes:\n${nodes.join("")}`, "rack.yaml"), packagesKey: "", sshKeys: [] };
};

test("an address that pictl apply brings is looked for at once, and none twice", async () => {
  const fleet = { written: rack("10.0.0.1"), changed: changeSignal(systemClock) };
  const stop = new AbortController();
  const found = placed(fleet, 7440, stop.signal)[Symbol.asyncIterator]();
  const next = async () => (await found.next()).value?.endpoint;
  assert.equal(await next(), "10.0.0.1:7440");
  const second = next();
  fleet.written = rack("10.0.0.1", "10.0.0.2");
  fleet.changed.notify();
  assert.equal(await second, "10.0.0.2:7440");
  const third = next();
  stop.abort();
  assert.equal(await third, undefined);
});
