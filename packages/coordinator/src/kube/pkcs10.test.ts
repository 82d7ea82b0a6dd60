import assert from "node:assert/strict";
import { test } from "node:test";
import { plainSubject } from "./pkcs10.ts";
import { certificationRequest, kubeletRequest } from "./testing/kubelet-request.ts";

test("a kubelet's request asks for one name and nothing else", async () => {
  assert.deepEqual(plainSubject(await kubeletRequest("node1")), {
    organisation: "system:nodes",
    commonName: "system:node:node1",
  });
});

test("a request that asks for more, or for less, is no kubelet's", async () => {
  for (const [subject, more] of [
    ["/O=system:nodes/CN=system:node:node1", ["-addext", "subjectAltName=DNS:api.kube.local"]],
    ["/O=system:nodes/CN=system:node:node1", ["-addext", "extendedKeyUsage=serverAuth"]],
    ["/O=system:nodes/O=system:masters/CN=system:node:node1", []],
    ["/O=system:nodes/CN=system:node:node1/CN=system:node:master1", []],
    ["/O=system:nodes/CN=system:node:node1+OU=x", ["-multivalue-rdn"]],
    ["/CN=system:node:node1", []],
    ["/O=system:nodes", []],
  ] as const) {
    assert.equal(plainSubject(await certificationRequest(subject, more)), undefined, `${subject} ${more.join(" ")}`);
  }
});

test("what two readers could read in two ways is nobody's", async () => {
  const [own, other] = [await kubeletRequest("node1"), await kubeletRequest("master1")];
  const der = Buffer.from(own.replace(/-----[^\n]+\n/g, ""), "base64");
  const pem = (bytes: Uint8Array) =>
    `-----BEGIN CERTIFICATE REQUEST-----\n${Buffer.from(bytes).toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`;
  assert.ok(plainSubject(pem(der)));
  const longer = Buffer.concat([der.subarray(0, 1), Buffer.from([0x83, 0]), der.subarray(2)]);
  for (const text of [
    `${other}${own}`,
    `${own}${other}`,
    `x\n${own}`,
    own.replace("REQUEST-----\n", "REQUEST-----\nProc-Type: 4\n\n"),
    own.replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"),
    pem(Buffer.concat([der, Buffer.from("more")])),
    pem(der.subarray(0, -1)),
    pem(longer),
    pem(Buffer.alloc(0)),
    "",
  ]) {
    assert.equal(plainSubject(text), undefined, text);
  }
});

test("no bytes make it throw", async () => {
  const der = Buffer.from((await kubeletRequest("node1")).replace(/-----[^\n]+\n/g, ""), "base64");
  for (let position = 0; position < der.length; position++) {
    for (const value of [0x00, 0x7f, 0x80, 0xff]) {
      const broken = Buffer.from(der);
      broken[position] = value;
      const subject = plainSubject(
        `-----BEGIN CERTIFICATE REQUEST-----\n${broken.toString("base64")}\n-----END CERTIFICATE REQUEST-----\n`,
      );
      assert.ok(subject === undefined || typeof subject.commonName === "string");
    }
  }
});
