/** A rack.yaml that no longer matches the settings the cluster was made with, read by a real coordinator. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lightRack } from "../light/light-rack.ts";

test("the journal begins with what is refused, both values and the way out, and the rack stays as it is", async () => {
  await using rack = await lightRack(["m1"]);
  const until = ({ phases, operations }: { phases: Readonly<Record<string, string>>; operations: number }) =>
    phases.master1 === "ready" && operations === 0;
  const first = await rack.coordinate({ until });
  assert.doesNotMatch(first.journal, /refused/);
  await rack.configure("network: flannel\npodSubnet: 10.80.0.0/16\n");
  const { journal, last } = await rack.coordinate({ until: (report) => until(report) && report.connected === 1 });
  const refusals = journal.split("\n").filter((line) => line.includes("refused"));
  assert.equal(refusals.length, 2, journal);
  assert.match(
    refusals[0] ?? "",
    /^<4>rack\.yaml: podSubnet: 10\.80\.0\.0\/16 is refused: .* made with 10\.244\.0\.0\/16, .* pictl reset of the control plane$/,
  );
  assert.match(refusals[1] ?? "", /^<4>rack\.yaml: network: flannel is refused: .* made with direct, /);
  assert.equal(last?.phases.master1, "ready");
  assert.deepEqual(rack.agents[0]?.kubeadm, ["init"]);
});
