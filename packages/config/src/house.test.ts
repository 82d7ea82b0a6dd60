import assert from "node:assert/strict";
import { test } from "node:test";
import type { HostNetwork } from "@rackberry/protocol";
import { houseClashes } from "./house.ts";
import { DEFAULTS } from "./rack-config.ts";

const home = (subnet: string, what = "this machine's network (eth0)"): HostNetwork => ({ subnet, what });

test("a house beside the cluster's ranges is no word", () => {
  assert.deepEqual(houseClashes(DEFAULTS, [home("192.168.178.0/24"), home("192.168.178.1/32", "the gateway")]), []);
});

test("a house inside the service subnet is told with both ranges, and what to write instead", () => {
  assert.deepEqual(houseClashes(DEFAULTS, [home("10.100.0.0/24")]), [
    "serviceSubnet 10.96.0.0/12 shares addresses with 10.100.0.0/24, this machine's network (eth0): if the Pis are there too, part of it cannot be reached from them and their pods; in rack.yaml: serviceSubnet: 10.43.0.0/16",
  ]);
});

test("a house inside the pod subnet, Calico's habit", () => {
  const ranges = { ...DEFAULTS, podSubnet: "192.168.0.0/16" };
  const [line, more] = houseClashes(ranges, [home("192.168.1.0/24"), home("192.168.1.1/32", "the gateway")]);
  assert.match(
    line ?? "",
    /^podSubnet 192\.168\.0\.0\/16 shares addresses with 192\.168\.1\.0\/24.*podSubnet: 10\.244\.0\.0\/16$/,
  );
  assert.equal(more, undefined);
});

test("a gateway beyond the house's own subnet counts too, and a house that holds both ranges gets two others", () => {
  const [line] = houseClashes(DEFAULTS, [home("10.244.7.1/32", "the gateway")]);
  assert.match(line ?? "", /shares addresses with 10\.244\.7\.1, the gateway/);
  const both = houseClashes(DEFAULTS, [home("10.0.0.0/8")]);
  assert.deepEqual(
    both.map((line) => line.split(": ").at(-1)),
    ["172.24.0.0/16", "172.28.0.0/16"],
  );
});
