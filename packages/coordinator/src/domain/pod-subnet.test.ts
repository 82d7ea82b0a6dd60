import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeSubnet } from "./pod-subnet.ts";

const others = new Map([
  ["master1", "10.244.0.0/24"],
  ["node2", ""],
]);
const judge = (claim: string) => {
  const judged = judgeSubnet(claim, "10.244.0.0/16", others);
  return judged.kind === "bad" ? judged.reason : judged.kind;
};

test("a node's pod subnet is one of the rack's that no other node has", () => {
  assert.deepEqual(judgeSubnet("10.244.1.0/24", "10.244.0.0/16", others), { kind: "good", subnet: "10.244.1.0/24" });
  assert.equal(judge(""), "none");
});

test("any other is not believed, and why is said", () => {
  for (const claim of ["8.0.0.0/8", "10.245.0.0/24", "10.240.0.0/12", "0.0.0.0/8"]) {
    assert.equal(judge(claim), "is not inside the rack's 10.244.0.0/16", claim);
  }
  for (const claim of ["2001:db8::/64", "10.66.0.1/32", "10.244.1.7/24", "10.244.1.0", "x", "0.0.0.0/0"]) {
    assert.equal(judge(claim), "is not an IPv4 subnet", claim);
  }
  for (const claim of ["10.244.0.0/24", "10.244.0.128/25", "10.244.0.0/16"]) {
    assert.equal(judge(claim), "overlaps master1's 10.244.0.0/24", claim);
  }
});
