import assert from "node:assert/strict";
import { test } from "node:test";
import type { Interfaces } from "./cables.ts";
import { hostNetworks, networkOf, parseRoutes } from "./routes.ts";

test("the network of an address", () => {
  assert.equal(networkOf("192.168.178.20/24"), "192.168.178.0/24");
  assert.equal(networkOf("10.111.255.255/12"), "10.96.0.0/12");
  assert.equal(networkOf("224.0.0.1/32"), "224.0.0.1/32");
});

test("the kernel's table of routes: the default, the own network, one beyond a gateway", () => {
  const table = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	0101A8C0	0003	0	0	0	00000000	0	0	0
eth0	0001A8C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
eth0	0000600A	FE01A8C0	0003	0	0	0	0000F0FF	0	0	0
broken
`;
  assert.deepEqual(parseRoutes(table), [
    { device: "eth0", subnet: "0.0.0.0/0", gateway: "192.168.1.1" },
    { device: "eth0", subnet: "192.168.1.0/24", gateway: undefined },
    { device: "eth0", subnet: "10.96.0.0/12", gateway: "192.168.1.254" },
  ]);
});

test("a host's networks are those of its cables, its gateways and what is beyond them, and its name servers", () => {
  const interfaces = {
    lo: [{ address: "127.0.0.1", family: "IPv4", internal: true, cidr: "127.0.0.1/8" }],
    eth0: [{ address: "10.100.0.10", family: "IPv4", internal: false, cidr: "10.100.0.10/24" }],
    docker0: [{ address: "172.17.0.1", family: "IPv4", internal: false, cidr: "172.17.0.1/16" }],
    cni0: [{ address: "10.244.0.1", family: "IPv4", internal: false, cidr: "10.244.0.1/24" }],
  } as unknown as Interfaces;
  const routes = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	0100640A	0003	0	0	0	00000000	0	0	0
eth0	0001F40A	0B00640A	0003	0	0	0	00FFFFFF	0	0	0
tun0	00000000	01000A0A	0003	0	0	0	00000000	0	0	0
`;
  const names =
    "search lan\nnameserver 127.0.0.53\nnameserver 10.97.0.53 \nnameserver fe80::1%eth0\n#nameserver 1.1.1.1\n";
  assert.deepEqual(hostNetworks(interfaces, routes, names), [
    { subnet: "10.100.0.0/24", what: "eth0" },
    { subnet: "10.100.0.1/32", what: "the gateway" },
    { subnet: "10.244.1.0/24", what: "a network beyond 10.100.0.11" },
    { subnet: "10.97.0.53/32", what: "a name server" },
    { subnet: "172.17.0.0/16", what: "docker0" },
  ]);
});
