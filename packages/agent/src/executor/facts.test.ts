import assert from "node:assert/strict";
import { test } from "node:test";
import { ClusterRole, defaultInterface, type Interfaces } from "@rackberry/protocol";
import { SIMULATED_CA } from "../host/testing/simulated/ca.ts";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { nodeAddresses } from "../node-addresses.ts";
import { facts } from "./facts.ts";

const address = (value: string, more = {}) => ({ address: value, family: "IPv4", internal: false, ...more });
const interfaces = {
  lo: [address("127.0.0.1", { internal: true })],
  wlan0: [address("192.168.7.9")],
  eth0: [address("169.254.3.3"), address("192.168.40.12"), address("fe80::1", { family: "IPv6", scopeid: 2 })],
  cni0: [address("10.244.1.1")],
  "flannel.1": [address("10.244.1.0")],
  docker0: [address("172.17.0.1")],
  veth12ab: [address("10.244.1.7")],
} as unknown as Interfaces;
const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
wlan0\t00000000\t0107A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\t0128A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0028A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;

test("the node's address is that of the default route; pods', containers' and link-local ones are none", () => {
  assert.equal(defaultInterface(ROUTES), "eth0");
  assert.equal(defaultInterface(undefined), undefined);
  assert.equal(defaultInterface("garbage\nx y"), undefined);
  const found = nodeAddresses(interfaces, "eth0").map((one) => one.address);
  assert.deepEqual(found, ["192.168.40.12", "192.168.7.9"]);
});

const DPKG_STATUS = `Package: kubelet-extras
Status: install ok installed
Version: 9

Package: kubelet
Status: hold ok installed
Version: 1.36.3-1.1
Description: node agent
 Version: 7

Package: containerd
Status: deinstall ok config-files
Version: 1.7.24~ds1-6+b4
`;

test("facts come from files alone: no program runs", async () => {
  const pi = new SimulatedPi({
    memoryMiB: 1024,
    cgroupVersion: 2,
    files: { "/proc/net/route": ROUTES, "/var/lib/dpkg/status": DPKG_STATUS },
  });
  pi.run = () => assert.fail("a program was run");
  let ended = 0;
  const gather = facts({
    ...{ host: pi, interfaces: () => interfaces, running: () => "op-1", ended: () => ended },
    hardware: async () => ({ cores: 4 }),
  });
  const first = await gather();
  assert.equal(first.memoryBytes, 1024 ** 3);
  assert.equal(first.cgroupVersion, 2);
  assert.equal(first.addresses?.[0], "192.168.40.12");
  assert.equal(first.operationId, "op-1");
  assert.equal(first.hardware?.cores, 4);
  assert.deepEqual([first.role, first.cluster], [ClusterRole.NO_ROLE, undefined]);
  assert.deepEqual([first.software?.kubelet, first.software?.containerd], ["1.36.3-1.1", ""]);
  assert.match(first.bootId ?? "", /^[0-9a-f-]{36}$/);

  await pi.write("/var/lib/pi-agent/kubeadm.json", '{"phase":"finished","role":"worker"}\n');
  await pi.write("/etc/kubernetes/kubelet.conf", "x");
  const joined = await gather();
  assert.deepEqual([joined.role, joined.cluster], [ClusterRole.WORKER, undefined], "a CA that cannot be read is none");
  await pi.write("/etc/kubernetes/pki/ca.crt", SIMULATED_CA);
  assert.match((await gather()).cluster ?? "", /^sha256:[0-9a-f]{64}$/);

  await pi.write("/var/lib/dpkg/status", DPKG_STATUS.replace("1.36.3-1.1", "1.36.4-1.1"));
  ended++;
  assert.equal((await gather()).software?.kubelet, "1.36.4-1.1");
});
