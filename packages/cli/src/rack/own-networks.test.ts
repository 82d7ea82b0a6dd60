import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { networkOf } from "@rackberry/protocol";
import { ofThisMachine, ownNetworks } from "./own-networks.ts";

test("this machine's networks are its interfaces', its gateways and its name servers, without the loopback", async () => {
  const all = networkInterfaces();
  const own = await ownNetworks();
  for (const [name, addresses = []] of Object.entries(all)) {
    const subnets = addresses.flatMap(({ cidr, family }) => (cidr && family === "IPv4" ? [networkOf(cidr)] : []));
    for (const { subnet } of own.filter(({ what }) => what === `${name} of this machine`)) {
      assert.ok(subnets.includes(subnet), `${name} ${subnet}`);
    }
  }
  assert.ok(own.every(({ subnet }) => !subnet.startsWith("127.")));
});

test("a tunnel and a name server are told as this machine's", () => {
  const found = [
    { subnet: "10.8.0.0/24", what: "wg0" },
    { subnet: "10.96.0.53/32", what: "a name server" },
  ];
  assert.deepEqual(ofThisMachine(found), [
    { subnet: "10.8.0.0/24", what: "wg0 of this machine" },
    { subnet: "10.96.0.53/32", what: "a name server of this machine" },
  ]);
});
