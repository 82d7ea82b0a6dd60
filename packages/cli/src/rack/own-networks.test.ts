import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { networkOf } from "@rackberry/protocol";
import { ownNetworks } from "./own-networks.ts";

test("this machine's networks are among its interfaces', without the loopback", async () => {
  const all = Object.values(networkInterfaces()).flatMap((list = []) => list.flatMap(({ cidr }) => cidr ?? []));
  const own = await ownNetworks();
  const cables = own.filter(({ what }) => what.startsWith("this machine's network"));
  assert.ok(cables.every(({ subnet }) => all.some((cidr) => cidr.includes(".") && networkOf(cidr) === subnet)));
  assert.ok(own.every(({ subnet }) => !subnet.startsWith("127.")));
});
