/** The master first and alone, then two workers whose plugs are pulled: in preparation, and in the middle of the join. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { allReady } from "../story/ready.ts";
import { until } from "../story/wait.ts";
import { bootstrapTokens, journal, running } from "./pi-state.ts";

let lab: Lab;
let master: Pi;
let worker: Pi;

before(async () => {
  lab = await openLab({ name: "e2e-plug", onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  worker = await lab.pi();
});
after(() => lab?.close());

test("a plug pulled during preparation: after power returns both nodes become Ready", async () => {
  await Promise.all([master.plugIn(), worker.plugIn()]);
  await running(worker, "dpkg");
  await worker.pullPlug();
  await running(master, "dpkg");
  await master.pressReset();
  await sleep(2000);
  await worker.plugIn();
  await allReady(lab, 2);
});

test("a plug pulled during the join: after power returns the node is Ready", async () => {
  const late = await lab.pi();
  await late.plugIn();
  await running(late, "kubeadm");
  await sleep(1500);
  await late.pullPlug();
  await sleep(2000);
  await late.plugIn();
  await allReady(lab, 3);
  assert.equal(await bootstrapTokens(lab, master), "");
});

test("a clone that claims a node's key with another serial number is refused, and the journal says why", async () => {
  await worker.pullPlug();
  const card = worker.eject();
  const copy = await lab.rack.copyCard(card, "clone");
  worker.insert(card);
  const thief = lab.rack.newPi({ name: "thief", serial: "100000009999abcd", model: worker.model });
  thief.insert(copy);
  await thief.plugIn();
  const refused = async () => /another serial number|claim/i.test(await journal(thief, "pi-agent").catch(() => ""));
  await until("the clone is refused", refused, { limit: 90 });
  await thief.pullPlug();
  await worker.plugIn();
  await allReady(lab, 3);
});
