import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessManifest } from "./access-manifest.ts";
import { newToken, tokenSecret } from "./bootstrap-token.ts";
import { parseRequest, type RequestObject } from "./certificate-request.ts";
import { kubeClient, type NodeChange } from "./client.ts";
import { parseNode } from "./node.ts";
import { kubeletRequest } from "./testing/kubelet-request.ts";
import { type Recorder, startRecorder } from "./testing/recorder.ts";

const { signal } = new AbortController();
let recorder: Recorder;
before(async () => {
  recorder = await startRecorder();
});
after(() => recorder.close());
const client = (access = recorder.access) => kubeClient(access, () => undefined);

test("a join token is made, deleted, and may be deleted again", async () => {
  const token = newToken();
  await client().createToken(token, "node1", Date.now(), signal);
  assert.ok(recorder.tokens.has(token.id));
  await client().deleteToken(token.id, signal);
  await client().deleteToken(token.id, signal);
  assert.equal(recorder.tokens.has(token.id), false);
});

test("nodes are listed, then watched as they change and go", async () => {
  recorder.setNode("node1", false);
  const { nodes, version } = await client().listNodes(signal);
  assert.deepEqual(nodes, [
    {
      name: "node1",
      created: "1970-01-01T00:00:01.000Z",
      ready: false,
      reason: "network not ready",
      podSubnet: "10.244.0.0/24",
    },
  ]);
  const changes: NodeChange[] = [];
  for await (const change of client().watchNodes(version, signal)) {
    changes.push(change);
    if (changes.length === 1) recorder.setNode("node1", true);
    if (changes.length === 2) await client().deleteNode("node1", signal);
    if (changes.length === 3) break;
  }
  assert.deepEqual(
    changes.map((change) => (change.kind === "deleted" ? `deleted ${change.name}` : `ready ${change.node.ready}`)),
    ["ready false", "ready true", "deleted node1"],
  );
});

test("a server whose certificate another CA made is not spoken to", async () => {
  const other = await startRecorder();
  await assert.rejects(client({ ...recorder.access, ca: other.access.ca }).listNodes(signal), { code: "unreachable" });
  await other.close();
});

test("the server's own words say why it refused", async () => {
  const stranger = client({ ...recorder.access, token: "wrong" });
  await assert.rejects(stranger.listNodes(signal), { code: "command-failed", message: /401: Unauthorized/ });
});

test("a name of the rack is looked up in the rack", async () => {
  const port = recorder.access.server.split(":")[1];
  const named = { ...recorder.access, server: `master1.kube.local:${port}` };
  const resolve = (name: string) => (name === "master1.kube.local" ? "127.0.0.1" : undefined);
  assert.ok((await kubeClient(named, resolve).listNodes(signal)).version);
  await assert.rejects(kubeClient(named, () => undefined).listNodes(signal), /has no address yet/);
});

test("a token's Secret is what kubeadm and the token cleaner understand", () => {
  const secret = tokenSecret({ id: "abcdef", secret: "0123456789abcdef" }, "node1", Date.UTC(2026, 0, 1));
  assert.equal(secret.metadata.name, "bootstrap-token-abcdef");
  assert.equal(secret.stringData.expiration, "2026-01-01T00:00:00Z");
  assert.equal(secret.stringData["auth-extra-groups"], "system:bootstrappers:kubeadm:default-node-token");
});

test("tokens have kubeadm's shape and do not repeat", () => {
  const tokens = Array.from({ length: 200 }, newToken);
  for (const { id, secret } of tokens) assert.match(`${id}.${secret}`, /^[a-z0-9]{6}\.[a-z0-9]{16}$/);
  assert.equal(new Set(tokens.map((token) => token.secret)).size, 200);
});

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

const rules = accessManifest
  .split("---\n")
  .slice(1)
  .map((text) => JSON.parse(text))
  .flatMap((document) => (document.rules ?? []) as Rule[]);
const granted = (resource: string) => rules.filter((rule) => rule.resources.includes(resource));

test("the coordinator may make and delete Secrets of kube-system, and read none", () => {
  assert.deepEqual(
    granted("secrets").map((rule) => rule.verbs),
    [["create", "delete"]],
  );
});

test("it may approve the certificates of kubelets, of no other signer, and nothing more than it does", () => {
  assert.deepEqual(granted("signers"), [
    {
      apiGroups: ["certificates.k8s.io"],
      resources: ["signers"],
      resourceNames: ["kubernetes.io/kube-apiserver-client-kubelet"],
      verbs: ["approve"],
    },
  ]);
  const all = rules.map(({ resources, verbs }) => `${resources.join()}: ${verbs.join()}`);
  assert.deepEqual(all.sort(), [
    "certificatesigningrequests/approval: update",
    "certificatesigningrequests: list,watch",
    "nodes: list,watch,delete",
    "secrets: create,delete",
    "signers: approve",
  ]);
});

test("a request is followed from before it was looked at until its certificate is there, and decided once", async () => {
  const asked = recorder.requests.ask({ token: "abcdef", pem: await kubeletRequest("node1"), name: "csr-1" });
  const seen: string[] = [];
  for await (const request of client().followRequests(signal)) {
    const { decision, isIssued, subject } = request;
    seen.push(`${subject?.commonName} ${decision?.reason ?? "undecided"}${isIssued ? ", issued" : ""}`);
    if (!decision) assert.equal(await client().decide(request, "Approved", "a token", Date.now(), signal), true);
    if (isIssued) break;
  }
  assert.equal(await asked, "Approved");
  assert.deepEqual([seen[0], seen.at(-1)], ["system:node:node1 undecided", "system:node:node1 RackberryToken, issued"]);
  const gone = { ...parseRequest({ metadata: { name: "csr-2", uid: "2" }, spec: {} }), object: { status: {} } };
  assert.equal(await client().decide(gone as RequestObject, "Denied", "", Date.now(), signal), false);
});

test("one bad entry in a list hides no other: what is no node, and no request, is left out", () => {
  for (const value of [undefined, null, "", {}, { metadata: null }, { metadata: {} }]) {
    assert.equal(parseNode(value), undefined);
    assert.equal(parseRequest(value), undefined);
  }
  const node = parseNode({ metadata: { name: "evil" }, spec: { podCIDR: "2001:db8::/64" }, status: {} });
  assert.deepEqual([node?.podSubnet, node?.ready], ["2001:db8::/64", false]);
  const request = parseRequest({ metadata: { name: "a", uid: "1" }, spec: { request: "!" } });
  assert.deepEqual([request?.subject, request?.decision, request?.username], [undefined, undefined, ""]);
});
