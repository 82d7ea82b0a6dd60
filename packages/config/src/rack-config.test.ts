import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { parseRackConfig } from "./parse-rack-config.ts";
import { DEFAULTS } from "./rack-config.ts";
import { RACK_TEMPLATE } from "./template.ts";

const parse = (text: string) => parseRackConfig(text, "rack.yaml");

function refusal(text: string): string[] {
  try {
    parse(text);
  } catch (cause) {
    const error = AppError.from(cause);
    assert.equal(error.code, "invalid");
    return error.message.split("\n").map((line) => line.replace("rack.yaml:", ""));
  }
  return [];
}

test("the file that pictl init writes says the defaults, and an empty file means the same", () => {
  assert.deepEqual(parse(RACK_TEMPLATE), parse(""));
  const { name, domain, kubernetes, podSubnet, serviceSubnet, network, adoption, user } = parse("");
  assert.deepEqual(
    { name, domain, kubernetes, podSubnet, serviceSubnet, network, adoption, user: user.name },
    DEFAULTS,
  );
});

test("the template's commented examples are valid once they are uncommented", () => {
  const keys =
    "- serial|name|role|address|url|key|repository|mirrors|docker.io|skipPhases|ignorePreflightErrors|sshKeysFile";
  const examples = RACK_TEMPLATE.replace("nodes: []", "nodes:").replace(
    new RegExp(`^( *)# (?= *(?:${keys}):)`, "gm"),
    "$1",
  );
  const config = parse(examples);
  assert.deepEqual(config.nodes, [
    { serial: "10000000abcdef01", name: "cellar", role: "worker", address: "10.0.0.12" },
  ]);
  assert.deepEqual(config.images.mirrors, [{ registry: "docker.io", url: "http://10.0.0.2:5000" }]);
  assert.deepEqual(config.kubeadm, { skipPhases: ["addon/coredns"], ignorePreflightErrors: ["NumCPU"] });
  assert.equal(config.packages.key, "kubernetes.asc");
  assert.equal(config.user.sshKeysFile, "authorized_keys");
});

test("the packages' address follows the version, and is a folder", () => {
  assert.equal(parse("kubernetes: 1.37.2").packages.url, "https://pkgs.k8s.io/core:/stable:/v1.37/deb/");
  assert.equal(parse("kubernetes: 1.37").packages.url, "https://pkgs.k8s.io/core:/stable:/v1.37/deb/");
  assert.equal(parse("packages: { url: https://apt.lan/k8s }").packages.url, "https://apt.lan/k8s/");
});

test("older versions than the community's packages of today are a matter of packages of one's own", () => {
  assert.equal(parse("kubernetes: 1.31\npackages: { url: https://apt.lan/k8s }").kubernetes, "1.31");
  assert.equal(parse("kubernetes: 1.32.0").kubernetes, "1.32.0");
});

test("values stay what was typed, whatever YAML makes of them elsewhere", () => {
  const config = parse("rack: no\nnodes:\n  - serial: 0000000000000012\n    name: 1e3\n  - serial: 100000000000e003\n");
  assert.deepEqual([config.name, config.nodes[0]?.name], ["no", "1e3"]);
  assert.deepEqual(
    config.nodes.map((node) => node.serial),
    ["0000000000000012", "100000000000e003"],
  );
});

const [A, B] = ["10000000abcdef01", "10000000abcdef02"];

const BAD: readonly (readonly [story: string, text: string, messages: readonly string[]])[] = [
  ["a misspelt key", "rack: a\npodSubnett: 10.0.0.0/8\n", ["2: podSubnett: unknown key; did you mean podSubnet?"]],
  ["a misspelt inner key", "user:\n  nme: pi\n", ["2: user.nme: unknown key; did you mean name?"]],
  [
    "an unknown inner key",
    "images:\n  colour: red\n",
    ["2: images.colour: unknown key; known keys: repository, mirrors"],
  ],
  ["a network that is not there", "network: calico\n", ['1: network: "calico" is not one of: flannel, direct']],
  ["an adoption that is not there", "adoption: yes\n", ['1: adoption: "yes" is not one of: automatic, ask']],
  [
    "a distribution's version",
    "kubernetes: 1.36.3-1.1\n",
    ['1: kubernetes: not a Kubernetes version (such as 1.36 or 1.36.3): "1.36.3-1.1"'],
  ],
  [
    "an old version",
    "kubernetes: 1.30.14\n",
    [
      "1: kubernetes: Kubernetes 1.30.14 is too old: its packages at pkgs.k8s.io cannot be installed on today's systems; 1.32 is the oldest that works",
    ],
  ],
  [
    "a version that would work with packages of one's own",
    "\nkubernetes: 1.31\n",
    [
      "2: kubernetes: Kubernetes 1.31 is too old: its packages at pkgs.k8s.io cannot be installed on today's systems; 1.32 is the oldest that works, unless packages.url names a repository of your own",
    ],
  ],
  [
    "an old version with packages of one's own",
    "kubernetes: 1.30.14\npackages: { url: https://apt.lan/k8s }\n",
    ["1: kubernetes: Kubernetes 1.30.14 is too old: 1.31 is the oldest that can be set up"],
  ],
  [
    "a version that lost its zero",
    "kubernetes: 1.4\n",
    [
      '1: kubernetes: 1.4 is too old; if 1.40 is meant, write kubernetes: "1.40", because YAML reads 1.40 without quotes as the number 1.4',
    ],
  ],
  [
    "a version that lost its zero, and was too old before",
    "kubernetes: 1.3\n",
    [
      '1: kubernetes: 1.3 is too old; if 1.30 is meant, write kubernetes: "1.30", because YAML reads 1.30 without quotes as the number 1.3 (1.31 is the oldest that works)',
    ],
  ],
  [
    "subnets that overlap",
    "\npodSubnet: 10.96.0.0/16\n",
    ["2: podSubnet: 10.96.0.0/16 overlaps serviceSubnet 10.96.0.0/12: choose two that do not overlap"],
  ],
  [
    "host bits",
    "podSubnet: 10.244.0.1/16\n",
    ['1: podSubnet: "10.244.0.1/16" is an address in 10.244.0.0/16: write the network itself'],
  ],
  [
    "a pod subnet for one node",
    "podSubnet: 10.1.0.0/24\n",
    ["1: podSubnet: 10.1.0.0/24 has no room for two nodes: each takes a /24, so /23 or larger"],
  ],
  [
    "too many services",
    "serviceSubnet: 11.0.0.0/8\n",
    ["1: serviceSubnet: 11.0.0.0/8 has a size that Kubernetes does not accept: /12 to /28"],
  ],
  [
    "unsigned packages",
    "packages:\n  url: http://apt.lan/k8s/\n",
    ["2: packages.url: not https, so packages.key must name the signing key's file beside rack.yaml"],
  ],
  [
    "a key that is a path",
    "packages: { key: ../key.asc }\n",
    [
      '1: packages.key: not the name of a file beside rack.yaml: "../key.asc" (copy the file there, and write its name without a folder)',
    ],
  ],
  [
    "a mirror that is no URL",
    "images:\n  mirrors:\n    docker.io: ftp://x\n",
    ['3: images.mirrors.docker.io: not an http(s) URL: "ftp://x"'],
  ],
  [
    "root as the user",
    "user: { name: root }\n",
    ['1: user.name: "root" is an account of the system: choose a name of your own'],
  ],
  [
    "a word for a key",
    "user:\n  sshKeys:\n    - foo\n",
    ["3: user.sshKeys[0]: not an ssh public key: give the line in a .pub file (ssh-ed25519 AAAA…)"],
  ],
  [
    "hours that a day does not have",
    "maintenance: { hours: 2-5 }\n",
    ['1: maintenance.hours: "2-5" is not a range of hours: write it as 02:00-05:00, or 23:00-04:00'],
  ],
  ["a flag as a phase", "kubeadm: { skipPhases: [--x] }\n", ['1: kubeadm.skipPhases[0]: not a kubeadm name: "--x"']],
  [
    "a node without a serial number",
    "nodes:\n  - name: a\n",
    ["2: nodes[0].serial: is missing: every entry of nodes needs a serial number"],
  ],
  [
    "a node with the cluster's own name",
    `nodes:\n  - { serial: ${A}, name: api }\n`,
    ["2: nodes[0].name: api is the cluster's own name, so no node can have it: choose another"],
  ],
  [
    "a serial number twice",
    `nodes:\n  - serial: ${A}\n  - serial: ${A}\n`,
    [`3: nodes[1].serial: ${A} is already nodes[0].serial`],
  ],
  [
    "two control planes",
    `nodes:\n  - { serial: ${A}, role: control-plane }\n  - { serial: ${B}, role: control-plane }\n`,
    ["3: nodes[1].role: nodes[0] is already the control plane, and only one can be set up"],
  ],
  ["a list for a value", "rack: [a]\n", ["1: rack: one value is expected here, not a list"]],
  ["a value for a list", "nodes: a\n", ['1: nodes: a list is expected here ("- …" lines)']],
  ["a value for a section", "packages: x\n", ['1: packages: "key: value" lines are expected here']],
  ["a list for the whole", "- a\n", ['1: the file: "key: value" lines are expected here']],
  [
    "an alias",
    "rack: &a x\ndomain: *a\n",
    [1, 2].map((line) => `${line}: anchors and aliases (& and *) are not allowed here`),
  ],
  ["a key twice", "rack: a\nrack: b\n", ["2: rack is already in line 1: one of the two would be lost"]],
  ["a tab", "user:\n\tname: pi\n", ["2: not YAML: Tabs are not allowed as indentation"]],
];

for (const [story, text, messages] of BAD) {
  test(`refused: ${story}`, () => assert.deepEqual(refusal(text), messages));
}

test("all failures are told at once, in the order of their lines", () => {
  assert.deepEqual(refusal("network: calico\nrack: A\nkubernetes: latest\n"), [
    '1: network: "calico" is not one of: flannel, direct',
    '2: rack: not a host name (a-z, 0-9 and -, at most 63): "A"',
    '3: kubernetes: not a Kubernetes version (such as 1.36 or 1.36.3): "latest"',
  ]);
});
