import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { networkOf, ownNetworks, parseRoutes } from "./own-networks.ts";

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

test("this machine's networks are among its interfaces', without the loopback", async () => {
  const all = Object.values(networkInterfaces()).flatMap((list = []) => list.flatMap(({ cidr }) => cidr ?? []));
  const own = await ownNetworks();
  const cables = own.filter(({ what }) => what.startsWith("this machine's network"));
  assert.ok(cables.every(({ subnet }) => all.some((cidr) => cidr.includes(".") && networkOf(cidr) === subnet)));
  assert.ok(own.every(({ subnet }) => !subnet.startsWith("127.")));
});
