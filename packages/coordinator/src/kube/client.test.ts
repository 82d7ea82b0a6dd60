import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessManifest } from "./access-manifest.ts";
import { newToken, tokenSecret } from "./bootstrap-token.ts";
import { kubeClient, type NodeChange } from "./client.ts";
import { type Recorder, startRecorder } from "./recorder.ts";

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
  assert.deepEqual(nodes, [{ name: "node1", ready: false, reason: "network not ready", podSubnet: "10.244.0.0/24" }]);
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

test("the coordinator may make and delete Secrets of kube-system, and read none", () => {
  const rules = accessManifest
    .split("---\n")
    .slice(1)
    .map((text) => JSON.parse(text))
    .flatMap((document) => (document.rules ?? []) as { resources: string[]; verbs: string[] }[])
    .filter((rule) => rule.resources.includes("secrets"));
  assert.deepEqual(
    rules.map((rule) => rule.verbs),
    [["create", "delete"]],
  );
});
