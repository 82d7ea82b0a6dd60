import assert from "node:assert/strict";
import { test } from "node:test";
import { cables, type Interfaces, isLinkLocal } from "./cables.ts";

const at = (address: string, more = {}) => ({
  address,
  family: "IPv4",
  internal: false,
  cidr: `${address}/24`,
  ...more,
});
const of = (interfaces: object, sys: Readonly<Record<string, string>> = {}) =>
  cables(interfaces as Interfaces, (path) => sys[path]).map((cable) => `${cable.interface} ${cable.address}`);

test("a cable, Wi-Fi and a bridge of the owner's lead to others; what containers make does not", () => {
  const interfaces = {
    lo: [at("127.0.0.1", { internal: true })],
    eth0: [at("192.168.1.20"), at("fe80::1", { family: "IPv6" })],
    wlan0: [at("10.0.0.2")],
    "br-lan": [at("192.168.7.1")],
    "br-3f0c1a2b4d5e": [at("172.18.0.1")],
    docker0: [at("172.17.0.1")],
    cni0: [at("10.244.0.1")],
    "flannel.1": [at("10.244.0.0", { cidr: "10.244.0.0/32" })],
    veth12ab: [at("10.244.1.7")],
  };
  assert.deepEqual(of(interfaces), ["eth0 192.168.1.20", "wlan0 10.0.0.2", "br-lan 192.168.7.1"]);
});

test("a VPN is known by what it is, whatever its name", () => {
  const interfaces = {
    office: [at("10.8.0.2")],
    home: [at("10.9.0.2")],
    lab: [at("10.7.0.2")],
    utun3: [at("10.6.0.2")],
  };
  assert.deepEqual(
    of(interfaces, {
      "/sys/class/net/office/type": "65534",
      "/sys/class/net/home/type": "1",
      "/sys/class/net/home/tun_flags": "0x1002",
      "/sys/class/net/lab/type": "1",
    }),
    ["lab 10.7.0.2", "utun3 10.6.0.2"],
  );
  assert.deepEqual(of({ utun3: [at("10.6.0.2", { cidr: "10.6.0.2/32" })] }), [], "where the system has no /sys");
});

test("an address that a host gave itself is told apart", () => {
  assert.equal(isLinkLocal({ address: "169.254.33.7" }), true);
  assert.equal(isLinkLocal({ address: "192.168.1.7" }), false);
});
