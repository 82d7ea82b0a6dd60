import assert from "node:assert/strict";
import { test } from "node:test";
import { cables, fewCables, type Interfaces, isLinkLocal, type Sys } from "./cables.ts";

const at = (address: string, more = {}) => ({
  address,
  family: "IPv4",
  internal: false,
  cidr: `${address}/24`,
  ...more,
});
/** `sys` by interface: its files with their content; what ends in no content is a link. */
const sysOf = (sys: Readonly<Record<string, Readonly<Record<string, string>>>>): Sys => ({
  read(path) {
    const [name = "", file = ""] = path.replace("/sys/class/net/", "").split("/");
    return sys[name]?.[file];
  },
  list: (path) => Object.keys(sys[path.replace("/sys/class/net/", "")] ?? {}),
});
const of = (interfaces: object, sys: Parameters<typeof sysOf>[0] = {}) =>
  cables(interfaces as Interfaces, sysOf(sys)).map((cable) => `${cable.interface} ${cable.address}`);

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
      office: { type: "65534" },
      home: { type: "1", tun_flags: "0x1002" },
      lab: { type: "1", device: "" },
    }),
    ["lab 10.7.0.2", "utun3 10.6.0.2"],
  );
  assert.deepEqual(of({ utun3: [at("10.6.0.2", { cidr: "10.6.0.2/32" })] }), [], "where the system has no /sys");
});

test("a bridge is what is in it, and so are a bond, a team and a VLAN", () => {
  const interfaces = {
    lxdbr0: [at("10.5.0.1")],
    hassio: [at("172.30.32.1", { cidr: "172.30.32.1/23" })],
    vmnet8: [at("172.16.8.1")],
    gretap1: [at("10.4.0.1")],
    house: [at("192.168.7.1")],
    "bond0.30": [at("192.168.30.1")],
    team0: [at("192.168.8.1")],
    lan: [at("192.168.9.1")],
    uplink: [at("192.168.10.1")],
  };
  const virtual = { type: "1", uevent: "IFINDEX=9" };
  const sys = {
    lxdbr0: { ...virtual, uevent: "DEVTYPE=bridge", lower_veth1: "", lower_tap0: "", brif: "" },
    tap0: { type: "1", tun_flags: "0x1002" },
    hassio: { ...virtual, uevent: "DEVTYPE=bridge", brif: "" },
    vmnet8: virtual,
    gretap1: virtual,
    house: { ...virtual, uevent: "DEVTYPE=bridge", lower_vnet0: "", "lower_bond0.30": "" },
    "bond0.30": { ...virtual, uevent: "INTERFACE=bond0.30\nDEVTYPE=vlan", lower_bond0: "" },
    team0: { ...virtual, lower_enp1s0: "" },
    lan: { ...virtual, uevent: "DEVTYPE=macvlan" },
    uplink: { ...virtual, device: "" },
    vnet0: { type: "1", tun_flags: "0x1002" },
  };
  const own = ["house", "bond0.30", "team0", "lan", "uplink"];
  assert.deepEqual(
    of(interfaces, sys).map((line) => line.split(" ")[0]),
    own,
  );
});

test("a cable's only address may have no network around it; one beside others moves from node to node", () => {
  const single = (address: string) => at(address, { cidr: `${address}/32` });
  assert.deepEqual(of({ eth0: [single("10.0.0.5")] }), ["eth0 10.0.0.5"]);
  assert.deepEqual(of({ eth0: [at("10.0.0.5"), single("10.0.0.250")] }), ["eth0 10.0.0.5"]);
  assert.deepEqual(of({ end0: [at("10.0.0.5", { cidr: "10.0.0.5/31" })] }), ["end0 10.0.0.5"]);
});

test("of many addresses, each cable's first is among the few", () => {
  const all = cables({
    eth0: Array.from({ length: 12 }, (_, index) => at(`10.0.0.${index + 1}`)),
    wlan0: [at("192.168.1.2")],
  } as unknown as Interfaces);
  assert.deepEqual(
    fewCables(all, 3).map(({ address }) => address),
    ["10.0.0.1", "192.168.1.2", "10.0.0.2"],
  );
});

test("an address that a host gave itself is told apart", () => {
  assert.equal(isLinkLocal({ address: "169.254.33.7" }), true);
  assert.equal(isLinkLocal({ address: "192.168.1.7" }), false);
});
