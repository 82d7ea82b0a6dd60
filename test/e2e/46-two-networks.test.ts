/**
 * A typical house: the master reaches the internet over Wi-Fi, the workers are on the cable, and the switch blocks
 * multicast, so that no Pi is found and the owner enters their addresses.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { RackStatus } from "../../packages/config/src/index.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { setKeys } from "../story/rack-settings.ts";
import { allReady, stories } from "../story/ready.ts";
import { until } from "../story/wait.ts";

let lab: Lab;
let master: Pi;
let worker: Pi;
let address: string;

const WIFI = "172.30.9.20";

before(async () => {
  lab = await openLab({ name: "e2e-two-networks", onLog: (line) => console.log(line) });
  await lab.rack.cutMulticast();
  [master, worker] = [await lab.pi({ master: true }), await lab.pi()];
  await Promise.all([master.plugIn(), worker.plugIn()]);
  // What a Pi with Wi-Fi has, without the rest of the house: the router is beside the cable.
  const wifi = [
    "ip link add wlan0 type veth peer name house0",
    `ip addr add ${WIFI}/24 dev wlan0`,
    "ip link set wlan0 up",
    "ip link set house0 up",
    "ip route add default via 172.30.9.1 dev wlan0 metric 1",
  ];
  for (const line of wifi) await master.exec(line.split(" "));
  address = (await until("the master has an address on its cable", () => master.address(), { limit: 60 })) ?? "";
});
after(() => lab?.close());

const wait = (what: string, look: (status: RackStatus) => boolean) =>
  until(what, async () => (await lab.status().then((status) => status && look(status))) === true, {
    limit: 180,
    every: 1000,
    otherwise: () => stories(lab),
  });
const workersAt = async (place: string) => {
  const nodes = [{ serial: worker.serial, address: place }];
  setKeys(`${lab.directory}/rack.yaml`, { nodes });
  await lab.pictl(["apply"]);
};

test("pictl says what to do when nobody is heard, and remembers the address that a person gives it", async () => {
  const { code, stderr } = await lab.pictl(["status"], { check: false });
  assert.equal(code, 1);
  assert.match(stderr, /found on this network.*--coordinator HOST/);
  const asked = () => lab.pictl(["--coordinator", address, "status"], { check: false });
  await until("the coordinator answers", async () => (await asked()).code === 0, { limit: 180, every: 1000 });
  await wait("pictl finds it by itself", ({ nodes }) => nodes.length === 1);
});

test("an address in rack.yaml at which nobody is stands in the status, and the right one brings the worker", async () => {
  await workersAt(address.replace(/\d+$/, "253"));
  await wait("the wrong address is told", ({ notices }) =>
    notices.some((line) => line.includes(worker.serial) && line.includes("nothing answers")),
  );
  await workersAt((await worker.address()) ?? "");
  await wait(
    "the worker is there",
    ({ nodes, notices }) => nodes.length === 2 && !notices.join().includes("nothing answers"),
  );
});

test("both are Ready on the cable, wherever the default route leads", async () => {
  await allReady(lab, 2);
  const words = ["-o", "jsonpath={range .items[*]}{.status.addresses[?(@.type=='InternalIP')].address}{'\\n'}{end}"];
  const addresses = await lab.kubectl(master, ["get", "nodes", ...words]);
  const expected = [address, await worker.address()].sort();
  assert.deepEqual(addresses.trim().split("\n").sort(), expected);
  const manifest = await master.read("/etc/kubernetes/manifests/kube-apiserver.yaml");
  assert.match(manifest ?? "", new RegExp(`--advertise-address=${address}\n`));
  assert.doesNotMatch((await worker.read("/etc/hosts")) ?? "", new RegExp(WIFI));
});
