/** Agents are found whatever connects two hosts: real mDNS, each wiring between two separate network namespaces. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const main = fileURLToPath(new URL("../light/wiring-main.ts", import.meta.url));
const exec = promisify(execFile);
const id = randomBytes(3).toString("hex");
const ip = async (words: string) => void (await exec("ip", words.split(" ")));

interface Wiring {
  readonly name: string;
  /** Commands on the master and on the worker, whose eth0 interfaces are the ends of one cable. */
  readonly master: readonly string[];
  readonly worker: readonly string[];
  /** The worker's address. */
  readonly address: string;
}

const worker = { worker: ["addr add 10.0.0.12/24 dev eth0"], address: "10.0.0.12" };
const WIRINGS: readonly Wiring[] = [
  {
    name: "a bridge with the cable in it, beside bridges with none",
    master: [
      ...["link add house type bridge", "link set eth0 master house", "addr add 10.0.0.1/24 dev house"],
      ...["link set house up", "link add vms type bridge", "addr add 172.16.1.1/24 dev vms", "link set vms up"],
    ],
    ...worker,
  },
  {
    name: "a macvlan on the cable",
    master: [
      ...["link add link eth0 name mv0 type macvlan mode bridge", "addr add 10.0.0.1/24 dev mv0", "link set mv0 up"],
    ],
    ...worker,
  },
  { name: "a second address", master: ["addr add 10.9.0.1/24 dev eth0", "addr add 10.0.0.1/24 dev eth0"], ...worker },
  {
    name: "two hosts in a /31",
    master: ["addr add 10.0.0.0/31 dev eth0"],
    worker: ["addr add 10.0.0.1/31 dev eth0"],
    address: "10.0.0.1",
  },
  {
    name: "a point-to-point link",
    master: ["addr add 10.0.0.1 peer 10.0.0.12 dev eth0"],
    worker: ["addr add 10.0.0.12 peer 10.0.0.1 dev eth0"],
    address: "10.0.0.12",
  },
  {
    name: "a provider's addresses",
    master: ["addr add 100.64.0.1/10 dev eth0"],
    worker: ["addr add 100.64.0.12/10 dev eth0"],
    address: "100.64.0.12",
  },
];

for (const [index, { name, master, worker, address }] of WIRINGS.entries()) {
  test(`agents are found over ${name}, with the default route elsewhere`, async () => {
    const [near, far] = [`rb-${id}-${index}m`, `rb-${id}-${index}w`];
    const within = async (namespace: string, lines: readonly string[]) => {
      for (const line of lines) await ip(`-n ${namespace} ${line}`);
    };
    try {
      for (const namespace of [near, far]) await ip(`netns add ${namespace}`);
      await within(far, ["link set lo up"]);
      await within(near, [
        ...["link set lo up", `link add eth0 type veth peer name eth0 netns ${far}`, "link set eth0 up"],
        ...["link add wlan0 type veth peer name veth0", "addr add 192.168.1.20/24 dev wlan0"],
        ...["link set wlan0 up", "link set veth0 up", "route add default via 192.168.1.1", ...master],
      ]);
      await within(far, ["link set eth0 up", ...worker]);
      const argv = ["netns", "exec", far, process.execPath, main, "answer", address];
      const agent = spawn("ip", argv, { stdio: ["pipe", "pipe", "inherit"] });
      await once(agent.stdout, "data");
      const looking = ["netns", "exec", near, process.execPath, main, "look"];
      const { stdout } = await exec("ip", looking, { timeout: 30_000 });
      agent.stdin.end();
      await once(agent, "exit");
      assert.equal(stdout, `${address}:7440\n`);
    } finally {
      for (const namespace of [near, far]) await ip(`netns delete ${namespace}`).catch(() => {});
    }
  });
}
