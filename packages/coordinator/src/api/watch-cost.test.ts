/** What a change costs whoever watches, in bytes on the wire: with all the history that is kept, and a rack of a hundred. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { rackControl } from "../fleet/control/rack-view.ts";
import { simulatedRack } from "../fleet/testing/simulated-rack.ts";
import { KEPT } from "../store/schema.ts";
import { testApi } from "./testing/test-api.ts";

const NODES = 100;
const MOST = 4 * 1024;

test("a change costs a watcher at most 4 KiB", async () => {
  await using rack = await simulatedRack();
  const { store, changed, clock } = rack.fleet;
  for (let number = 1; number <= NODES; number++) {
    const [name, serial] = [`node${number}`, String(number).padStart(16, "0")];
    store.adopt({
      ...{ name, serial, role: "worker", model: "Raspberry Pi 4 Model B Rev 1.4", keyHash: serial, cardId: "", at: 1 },
    });
    store.update(name, { address: `192.168.1.${number}`, agentVersion: "0.1.0" });
  }
  for (let turn = 0; turn < KEPT.transition / 2; turn++) {
    for (const phase of ["preparing", "ready"] as const) store.setState("node1", { phase }, turn);
  }
  const sentence = "install containerd 1.7.27, kubelet 1.36.3 and kubeadm 1.36.3";
  const step = { node: "node1", step: "kubernetes-packages", outcome: "changed", durationMs: 1, toolMs: 1 } as const;
  const steps = Array.from({ length: KEPT.step }, (_, atMs) => ({ ...step, sentence, atMs }));
  store.addSteps("apply-1", steps);

  const control = rackControl(rack.fleet);
  const { timeline, steps: kept } = control.history();
  assert.ok(timeline.length === KEPT.transition && kept.length > 100, "there is a history");
  assert.ok(JSON.stringify(control.history()).length > 100_000, "and it is large");
  await using api = await testApi(control);
  const headers = { authorization: `Bearer ${api.token}` };
  const asked = request({ port: api.port, path: "/v1/status/watch", headers, rejectUnauthorized: false, agent: false });
  asked.end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const lines = createInterface({ input: response })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const first = await next();
  assert.equal(JSON.parse(first).item.nodes.length, NODES);

  const cause = "apply: kubernetes-packages: ".padEnd(1_000, "E: could not get lock ");
  store.setState("node50", { phase: "failed", cause, nextTry: clock.now() + 60_000 }, clock.now());
  changed.notify();
  const change = await next();
  assert.ok(change.includes(cause), change);
  assert.ok(Buffer.byteLength(change) <= MOST, `${Buffer.byteLength(change)} bytes`);
  response.destroy();
});
