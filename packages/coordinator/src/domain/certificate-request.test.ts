import assert from "node:assert/strict";
import { test } from "node:test";
import { type CertificateRequest, judge, KUBELET_SIGNER, type Verdict } from "./certificate-request.ts";
import type { TokenRecord } from "./tokens.ts";

const token: TokenRecord = { id: "abcdef", node: "node1", at: 1, request: "", issuedAt: undefined };
const used: TokenRecord = { ...token, request: "u1" };
const right: CertificateRequest = {
  name: "node-csr-1",
  uid: "u1",
  signer: KUBELET_SIGNER,
  username: "system:bootstrap:abcdef",
  groups: ["system:bootstrappers", "system:bootstrappers:kubeadm:default-node-token", "system:authenticated"],
  usages: ["digital signature", "client auth"],
  subject: { organisation: "system:nodes", commonName: "system:node:node1" },
  decision: undefined,
  isIssued: false,
};
const approved = { ...right, decision: { isApproved: true, reason: "RackberryToken" } };
const subject = (commonName: string, organisation = "system:nodes") => ({
  ...right,
  subject: { organisation, commonName },
});
const answer = (verdict: Verdict) => (verdict.kind === "deny" ? `deny: ${verdict.reason}` : verdict.kind);

const TABLE: readonly [story: string, request: CertificateRequest, tokens: readonly TokenRecord[], expected: string][] =
  [
    ["the node's first request is approved", right, [token], "approve"],
    [
      "with an RSA key, too",
      { ...right, usages: ["key encipherment", "digital signature", "client auth"] },
      [token],
      "approve",
    ],
    ["and again, if the coordinator died before it said so", right, [used], "approve"],
    ["a second one is not", { ...right, uid: "u2" }, [used], "deny: a second certificate with one join token"],
    ["nor another node's", subject("system:node:master1"), [token], "deny: the certificate of system:node:master1"],
    [
      "nor an administrator's",
      subject("system:node:node1", "system:masters"),
      [token],
      "deny: a certificate that is not for a kubelet",
    ],
    [
      "nor one that asks for more than a name",
      { ...right, subject: undefined },
      [token],
      "deny: a certificate that is not for a kubelet",
    ],
    ["nor a server's", { ...right, usages: ["server auth"] }, [token], "deny: a certificate for server auth"],
    [
      "nor one for everything",
      { ...right, usages: [...right.usages, "server auth"] },
      [token],
      "deny: a certificate for digital signature, client auth, server auth",
    ],
    [
      "nor one without the group of bootstrap tokens",
      { ...right, groups: [] },
      [token],
      "deny: a token that is not a join token of kubeadm's",
    ],
    ["a token that is not the coordinator's is a person's business", right, [{ ...token, id: "ghijkl" }], "unknown"],
    ["and nobody's once it is decided", approved, [], "leave"],
    [
      "a kubelet that renews its own certificate needs nobody",
      { ...right, username: "system:node:node1" },
      [token],
      "leave",
    ],
    ["nobody else's name looks like a token", { ...right, username: "x:system:bootstrap:abcdef" }, [token], "leave"],
    [
      "another signer is none of our business",
      { ...right, signer: "kubernetes.io/kube-apiserver-client" },
      [token],
      "leave",
    ],
    ["what was approved waits for the signature", approved, [used], "leave"],
    ["which is written down", { ...approved, isIssued: true }, [used], "issued"],
    ["once", { ...approved, isIssued: true }, [{ ...used, issuedAt: 5 }], "leave"],
    ["what somebody else approved is told", { ...approved, isIssued: true }, [token], "overtaken"],
    ["what was denied stays so", { ...right, decision: { isApproved: false, reason: "" } }, [token], "leave"],
  ];

for (const [story, request, tokens, expected] of TABLE) {
  test(story, () => assert.equal(answer(judge(request, tokens)), expected));
}

test("what waits with a token that is deleted is denied, not shown to a person as if it were somebody's own", () => {
  assert.equal(answer(judge(right, [], new Set(["abcdef"]))), "late");
  assert.equal(answer(judge(approved, [], new Set(["abcdef"]))), "leave");
});
