/** A Pi that runs already, and no card of the rack introduced: a person lets each side trust the other. */
import assert from "node:assert/strict";
import { cpSync, globSync } from "node:fs";
import { after, before, test } from "node:test";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { PACKAGES } from "../story/product.ts";
import { allReady, statusWhen } from "../story/ready.ts";
import { said } from "./pi-state.ts";

let lab: Lab;
let late: Pi;
let fingerprint: string;

before(async () => {
  lab = await openLab({ name: "e2e-without-a-card", onLog: (line) => console.log(line) });
  const master = await lab.pi({ master: true });
  const card = await lab.rack.newCard("stock");
  late = lab.rack.newPi({ name: "late", serial: "10000000feed0001", model: master.model });
  late.insert(card);
  // As a person would copy it: to where it can be installed from.
  const [deb = ""] = globSync("pi-agent_*_amd64.deb", { cwd: PACKAGES });
  await card.inReader((folder) => cpSync(`${PACKAGES}/${deb}`, `${folder}/pi-agent.deb`));
  await Promise.all([master.plugIn(), late.plugIn()]);
  await allReady(lab, 1);
});
after(() => lab?.close());

test("an agent that no card introduced obeys nobody, and says how to change that", async () => {
  await late.exec(["apt-get", "update"]);
  await late.exec(["apt-get", "install", "--yes", "/boot/firmware/pi-agent.deb"]);
  await said(lab, late, "pi-agent", /obeys nobody: .*sudo pi-agent trust PIN/);
  assert.deepEqual((await lab.status())?.strangers, []);
});

test("once it trusts the rack's pin it waits, shown with its fingerprint, and still changes nothing", async () => {
  const words = (await lab.pictl(["pin"])).stdout.trim().split(" ");
  await late.exec(["pi-agent", "trust", ...words]);
  await late.exec(["systemctl", "restart", "pi-agent"]);
  fingerprint = (await late.exec(["pi-agent", "fingerprint"])).stdout.trim();
  const shown = ({ strangers }: RackStatus) => strangers.find((one) => one.serial === late.serial);
  const stranger = await statusWhen(lab, "pictl status shows it", shown, { limit: 60 });
  assert.equal(stranger.fingerprint, fingerprint);
  assert.match((await lab.pictl(["status"])).stdout, new RegExp(`pictl adopt ${late.serial} --fingerprint`));
  assert.doesNotMatch((await late.read("/etc/hosts")) ?? "", /master1/);
});

test("it is not let in without the fingerprint, nor with another", async () => {
  const bare = await lab.pictl(["adopt", late.serial], { check: false });
  assert.deepEqual([bare.code, bare.stderr.includes(fingerprint)], [1, true]);
  const wrong = await lab.pictl(["adopt", late.serial, "--fingerprint", "ab".repeat(32)], { check: false });
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /do not let it in/);
  assert.equal((await lab.status())?.nodes.length, 1);
});

test("let in with the fingerprint that the Pi itself shows, it becomes a Ready node", async () => {
  await lab.pictl(["adopt", late.serial, "--fingerprint", fingerprint]);
  const status = await allReady(lab, 2);
  assert.equal(status.nodes.find((node) => node.serial === late.serial)?.name, "node1");
  assert.deepEqual(status.strangers, []);
});
