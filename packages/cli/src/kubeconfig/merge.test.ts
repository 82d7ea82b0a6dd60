import assert from "node:assert/strict";
import { test } from "node:test";
import { adminKubeconfig } from "../testing/example-rack.ts";
import { parseDocument } from "../yaml.ts";
import { accessFrom } from "./access.ts";
import { mergeAccess } from "./merge.ts";

const access = (authority?: string, pin = "a".repeat(64)) =>
  accessFrom(adminKubeconfig(authority), { name: "cellar", pin, address: "10.0.0.5" });
const place = { place: "config" };

const WORK = `# mine: do not touch
apiVersion: v1
kind: Config
preferences: {}
clusters:
- cluster:
    server: "https://work.example:443" # the office
    certificate-authority-data: ${"QUJD".repeat(60)}
  name: work
contexts:
- context: {cluster: work, user: anna}
  name: work
current-context: work
users:
- name: anna
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: login
      args: ["--token", 'x: y']
      env: null
`;

/** A list of the file, to its end. */
const section = (text: string, list: string): string =>
  new RegExp(`^${list}:\\n(?:[- ].*\\n)*`, "m").exec(text)?.[0] ?? assert.fail(list);

const CLUSTER = `- name: cellar
  cluster:
    certificate-authority-data: Q0E=
    server: https://10.0.0.5:6443
    tls-server-name: api.kube.local
    extensions:
    - name: rackberry
      extension:
        pin: ${"a".repeat(64)}
`;
const CONTEXT = "- name: cellar\n  context:\n    cluster: cellar\n    user: cellar\n";
const USER = "- name: cellar\n  user:\n    client-certificate-data: Q0VSVA==\n    client-key-data: S0VZ\n";

test("what a file has for other clusters stays byte for byte, and the rack comes after it", () => {
  const { text, isCurrent } = mergeAccess(WORK, access(), place);
  assert.equal(isCurrent, false);
  const [clusters, users] = [section(WORK, "clusters"), section(WORK, "users")];
  const contexts = section(WORK, "contexts");
  assert.equal(
    text,
    WORK.replace(clusters, `${clusters}${CLUSTER}`)
      .replace(contexts, `${contexts}${CONTEXT}`)
      .replace(users, `${users}${USER}`),
  );
});

test("a second time changes nothing; a new cluster and a new address of the rack take the old ones' place", () => {
  const once = mergeAccess(WORK, access(), place).text;
  assert.equal(mergeAccess(once, access(), place).text, once);
  const named = once.replace("    cluster: cellar\n", "    cluster: cellar\n    namespace: web\n");
  const again = mergeAccess(named, access("TkVX"), place).text;
  assert.equal(again, named.replace("certificate-authority-data: Q0E=", "certificate-authority-data: TkVX"));
});

test("the current context is the rack's when there is no other", () => {
  for (const old of ["", "# nothing yet\n", WORK.replace("current-context: work", 'current-context: ""'), "{}\n"]) {
    const { text, isCurrent } = mergeAccess(old, access(), place);
    assert.equal(isCurrent, true, old);
    assert.match(text, /^current-context: "?cellar"?$/m, old);
    assert.equal(text.includes("#"), old.includes("#"));
  }
  assert.equal(mergeAccess(mergeAccess("", access(), place).text, access(), place).isCurrent, true);
});

test("a name that is another cluster's is kept for it, unless it is to be replaced", () => {
  const others = mergeAccess(WORK, access("T1RIRVI=", "b".repeat(64)), place).text;
  const refused = {
    code: "refused",
    message: /^config already has a cluster cellar that is not this rack's: .*--name NAME.*--force/,
  };
  assert.throws(() => mergeAccess(others, access(), place), refused);
  const user = WORK.replaceAll("anna", "cellar");
  assert.throws(() => mergeAccess(user, access(), place), {
    code: "refused",
    message: /^config already has a user cellar/,
  });
  assert.equal(mergeAccess(others, access(), { ...place, force: true }).text, mergeAccess(WORK, access(), place).text);
});

test("lists of none, JSON and another indent are taken as they are", () => {
  const none = mergeAccess("apiVersion: v1\nclusters: null\ncontexts: null\nusers: []\n", access(), place).text;
  assert.ok(none.includes(CLUSTER) && none.includes(CONTEXT) && none.includes(USER), none);
  const json = JSON.stringify({ kind: "Config", clusters: [{ name: "work", cluster: { server: "https://x" } }] });
  const [first, second] = parseDocument(mergeAccess(json, access(), place).text).toJS().clusters;
  assert.deepEqual(first, { name: "work", cluster: { server: "https://x" } });
  assert.equal(second.name, "cellar");
  const deep = "clusters:\n  - name: work\n    cluster:\n      server: https://x\n";
  assert.ok(mergeAccess(deep, access(), place).text.startsWith(`${deep}  - name: cellar\n`));
});

test("lines that end as on Windows still do", () => {
  const text = mergeAccess(WORK.replaceAll("\n", "\r\n"), access(), place).text;
  assert.equal(text.replaceAll("\r\n", "\n"), mergeAccess(WORK, access(), place).text);
});

const BOMB = Array.from(
  { length: 9 },
  (_, at) => `k${at}: &a${at} [${Array.from({ length: 9 }, () => (at === 0 ? "x" : `*a${at - 1}`)).join(", ")}]\n`,
).join("");

for (const [story, text, reason] of [
  ["a bracket that is not closed", "clusters: [\nusers: []\n", /^config:\d: not YAML: /],
  [
    "two documents",
    "a: 1\n---\nb: 2\n",
    /^config:2: a second document begins here \(---\), and kubectl reads only one: correct it/,
  ],
  ["a key twice", "kind: Config\nkind: Config\n", /^config:2: not YAML: /],
  ["brackets without end", `x: ${"[".repeat(20_000)}`, /^config:1: nested too deeply to be read: correct it/],
  ["names of names without end", BOMB, /^config:1: its aliases \(& and \*\) expand without end: correct it/],
  ["another encoding, which would not stay", "a: b\n# K\ufffdche\n", /^config:2: not UTF-8 text/],
  ["a list", "- a\n", /^config:1: not a kubeconfig: correct it/],
  [
    "a word for the users",
    "clusters: []\nusers: none\n",
    /^config:2: users is not a list, so this is not a kubeconfig/,
  ],
] as const) {
  test(`a file that is no kubeconfig is refused with its line: ${story}`, () => {
    assert.throws(() => mergeAccess(text, access(), place), { code: "invalid", message: reason });
  });
}

test("a server that has an address keeps it, and a name stays where no address is known", () => {
  const server = (text: string, address?: string) => accessFrom(text, { name: "a", pin: "b", address }).cluster;
  assert.equal(server(adminKubeconfig("Q0E=", "https://10.1.1.1:6443"), "10.0.0.5").server, "https://10.1.1.1:6443");
  assert.equal(server(adminKubeconfig()).server, "https://api.kube.local:6443");
  assert.equal(server(adminKubeconfig())["tls-server-name"], undefined);
});
