import assert from "node:assert/strict";
import { test } from "node:test";
import { encode, nodeSpecMessage } from "@rackberry/protocol";
import { companionFiles, loadRack } from "./load-rack.ts";
import { freshKey, freshKeys } from "./testing/ssh-keys.ts";

const directory = (files: Record<string, string>) => async (name: string) => files[name];
const KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n-----END PGP PUBLIC KEY BLOCK-----\n";
const ED = freshKey("you@laptop");

test("a rack is rack.yaml and the files that it names", async () => {
  const rack = await loadRack(
    directory({
      "rack.yaml": "packages: { url: http://apt.lan/k8s/, key: k.asc }\nuser: { sshKeysFile: keys }\n",
      "k.asc": KEY,
      keys: `# laptop\n${ED}\n\n${ED}\n`,
    }),
  );
  assert.equal(rack.packagesKey, KEY);
  assert.deepEqual(rack.sshKeys, [ED]);
  assert.deepEqual(companionFiles(rack.config), ["k.asc", "keys"]);
});

test("a rack without such files is whole", async () => {
  const rack = await loadRack(directory({ "rack.yaml": "" }));
  assert.equal(rack.packagesKey, "");
  assert.deepEqual(companionFiles(rack.config), []);
});

test("a file of keys as Notepad and people save it", async () => {
  const [[, rsa = ""] = []] = [...freshKeys()].slice(1);
  const keys = `\uFEFF${ED}\r\n\r\n# work\r\n  ${rsa} J\uFFFDrg\r\n`;
  const rack = await loadRack(directory({ "rack.yaml": "user: { sshKeysFile: k }", k: keys }));
  assert.deepEqual(rack.sshKeys, [ED, `${rsa} J?rg`]);
});

/** As many keys as one file may hold, told apart by their comments. */
const keys = (count: number) => Array.from({ length: count }, (_, index) => `${ED}${index}`).join("\n");

test("what rack.yaml gives to each Pi has to fit in a message to it, and is refused where it is read", async () => {
  const read = (count: number) =>
    loadRack(directory({ "rack.yaml": "user: { sshKeysFile: authorized_keys }", authorized_keys: keys(count) }));
  assert.equal((await read(300)).sshKeys.length, 300);
  for (const count of [400, 900, 2_000]) {
    await assert.rejects(read(count), {
      code: "invalid",
      message: new RegExp(
        `^rack.yaml: user: too much for one message to a Pi: \\d+ bytes \\(${count} ssh keys \\d+.*and at most 32768 fit$`,
      ),
    });
  }
  for (const [key, what] of [
    ["skipPhases", "phases"],
    ["ignorePreflightErrors", "checks"],
  ] as const) {
    const words = Array.from({ length: 6_000 }, (_, index) => `w${index}`);
    const text = `kubeadm:\n  ${key}: [${words.join(", ")}]\n`;
    await assert.rejects(loadRack(directory({ "rack.yaml": text })), {
      code: "invalid",
      message: new RegExp(`^rack.yaml: kubeadm.${key}: too much for one message to a Pi: .*6000 ${what} \\d+\\)`),
    });
  }
  const key = `${KEY}${"m".repeat(40_000)}`;
  await assert.rejects(loadRack(directory({ "rack.yaml": "packages: { key: k }", k: key })), {
    message: /^rack.yaml: packages.key: too much for one message/,
  });
});

test("the largest rack that is taken does fit", async () => {
  const mirrors = Array.from({ length: 60 }, (_, index) => `    r${index}.lan: http://10.0.0.2:5000/v2/r${index}\n`);
  const yaml = `user: { sshKeysFile: k }\nimages:\n  mirrors:\n${mirrors.join("")}`;
  const { config, sshKeys } = await loadRack(directory({ "rack.yaml": yaml, k: keys(270) }));
  const hosts = Array.from({ length: 256 }, (_, index) => ({
    name: `${"n".repeat(50)}${index}`,
    address: "192.168.100.200",
  }));
  const spec = nodeSpecMessage({
    ...{
      name: "node1",
      domain: config.domain,
      hosts,
      kubernetesVersion: "1.36.3",
      aptProxy: "",
      aptProxyFilledMs: 0,
      controlPlane: false,
    },
    images: [],
    ...{ packages: config.packages, imageRepository: "", user: { name: "pi", sshKeys } },
    mirrors: config.images.mirrors.map((mirror) => ({ ...mirror, certificate: "" })),
    network: {
      ...{ kind: "direct", podSubnet: config.podSubnet, nodePodSubnet: "10.244.100.0/24" },
      routes: hosts.map(() => ({ subnet: "10.244.100.0/24", address: "192.168.100.200" })),
    },
  });
  assert.ok(encode({ id: 1, kind: "apply", value: { operationId: "apply-1", spec } }).length > 32 * 1024);
});

test("a rack whose nodes would not fit in a message to each of them is refused", async () => {
  const read = (count: number, network: string) => {
    const nodes = Array.from({ length: count }, (_, index) => `- { serial: ${String(index).padStart(16, "0")} }\n`);
    const yaml = `network: ${network}\npodSubnet: 10.0.0.0/13\nserviceSubnet: 10.96.0.0/12\nnodes:\n${nodes.join("")}`;
    return loadRack(directory({ "rack.yaml": yaml }));
  };
  assert.equal((await read(500, "direct")).config.nodes.length, 500);
  await assert.rejects(read(1_000, "direct"), {
    message: /^rack.yaml: nodes: .* and 1000 of them are 68000 bytes: 614\d\d are/,
  });
  assert.equal((await read(2_000, "flannel")).config.nodes.length, 2_000);
});

test("twenty bad lines of keys are told, and a private key once", async () => {
  const lines = (text: string) =>
    loadRack(directory({ "rack.yaml": "user: { sshKeysFile: k }", k: text })).then(
      () => [],
      (error: Error) => error.message.split("\n"),
    );
  const many = await lines("no\n".repeat(50_000));
  assert.equal(many.length, 21);
  assert.match(many[19] ?? "", /^k:20: not an ssh public key/);
  const secret = await lines(
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\nAAAAHunter\n-----END OPENSSH PRIVATE KEY-----\n",
  );
  assert.equal(secret.length, 1);
  assert.match(secret[0] ?? "", /^k: this is a private key, which must stay where it is/);
});

const BAD: readonly (readonly [story: string, files: Record<string, string>, message: RegExp])[] = [
  ["no rack.yaml", {}, /^there is no rack.yaml: pictl init makes one$/],
  [
    "no key file",
    { "rack.yaml": "packages: { key: k.asc }" },
    /^rack.yaml: packages.key: there is no file k.asc beside/,
  ],
  ["a key that is not armoured", { "rack.yaml": "packages: { key: k }", k: "\x99" }, /^k: not an ASCII-armoured PGP/],
  [
    "a bad line of ssh keys",
    { "rack.yaml": "user: { sshKeysFile: k }", k: `${ED}\nno` },
    /^k:2: not an ssh public key/,
  ],
];
for (const [story, files, message] of BAD) {
  test(`refused: ${story}`, () => assert.rejects(loadRack(directory(files)), { code: "invalid", message }));
}
