/** The administrator's kubeconfig on its way from the control plane to pictl. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KUBECONFIG } from "../testing/simulated-agent.ts";
import { simulatedRack } from "../testing/simulated-rack.ts";
import { rackControl } from "./rack-view.ts";

test("a kubeconfig of several parts comes whole, and no part is asked for twice", async () => {
  await using rack = await simulatedRack();
  const master = rack.plugIn("m1");
  await assert.rejects(rackControl(rack.fleet).kubeconfig(), { code: "refused" });
  await rack.until(() => rack.fleet.store.nodes()[0]?.phase === "ready");
  assert.equal(await rackControl(rack.fleet).kubeconfig(), KUBECONFIG.toString());
  const offsets = master.commands.flatMap((frame) => (frame.kind === "getBlob" ? [Number(frame.value.offset)] : []));
  assert.deepEqual(offsets, [0, 49_152]);
});
