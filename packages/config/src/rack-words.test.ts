import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { parseRackConfig } from "./parse-rack-config.ts";

const parse = (text: string) => parseRackConfig(text, "rack.yaml");

function refusal(text: string): string {
  try {
    parse(text);
  } catch (cause) {
    return AppError.from(cause).message;
  }
  return "";
}

const node = (words: string) => `nodes:\n- ${words}\n`;
const serials = (text: string) => parse(text).nodes.map(({ serial }) => serial);

test("a serial number that is typed in capitals or with 0x is that of the Pi", () => {
  for (const typed of ["10000000ABCDEF01", "10000000abcdef01", "0x10000000ABCDEF01", '"10000000AbCdEf01"']) {
    assert.deepEqual(serials(node(`serial: ${typed}`)), ["10000000abcdef01"]);
  }
  // Another board's, and a machine that goes by its key.
  assert.deepEqual(serials("nodes:\n- serial: QEMU:1\n- serial: key-0a1b2c3d\n"), ["QEMU:1", "key-0a1b2c3d"]);
});

test("the same Pi twice is found whatever it was typed in", () => {
  const text = "nodes:\n- { serial: 10000000ABCDEF01, name: x }\n- { serial: 10000000abcdef01, name: y }\n";
  assert.equal(refusal(text), "rack.yaml:3: nodes[1].serial: 10000000abcdef01 is already nodes[0].serial");
});

for (const [story, typed, why] of [
  ["a network card's address", "dc:a6:32:01:02:03", /is the address of a network card: a Pi's serial number is 16 hex/],
  ["the same without colons", "dca632010203", /is the address of a network card/],
  ["only its second half", "abcdef01", /not a serial number \(8 characters\): .* 16 hex digits, as cat/],
  ["one digit lost", "10000000abcdef0", /not a serial number \(15 characters\)/],
  ["one digit too many", "10000000abcdef011", /not a serial number \(17 characters\)/],
  ["0x and half of it", "0xabcdef01", /not a serial number/],
  ["0x and nothing", "0x", /not a serial number \(2 characters\)/],
  ["a hyphen in the middle", "10000000-abcdef01", /not a serial number: .* 16 hex digits.*, without separators/],
  ["a short network card's address", "b8:27:eb:1:2:3", /without separators/],
  ["the letter O", "1OOOOOOOabcdef01", /not a serial number \(letters other than a to f\)/],
] as const) {
  test(`an entry that no Pi can match is refused: ${story}`, () => {
    assert.match(refusal(node(`serial: ${typed}`)), why);
  });
}

const SERIAL = "10000000abcdef01";
for (const [story, text, why] of [
  ["null as the rack", "rack: null\n", /rack: null is YAML's word for nothing: give a value, or remove the line/],
  ["~ as the domain", "domain: ~\n", /domain: null is YAML's word/],
  ["Null as the user", "user: { name: Null }\n", /user.name: null is YAML's word/],
  ["null as a node", node(`{ serial: ${SERIAL}, name: null }`), /nodes\[0\].name: null is YAML's word/],
  ["null for a list", "nodes: null\n", /nodes: null is YAML's word/],
  ["null for a section", "user: ~\n", /user: null is YAML's word/],
  [
    "a node called localhost",
    node(`{ serial: ${SERIAL}, name: localhost }`),
    /localhost means something else on every/,
  ],
  [
    "a node that is in every hosts file",
    node(`{ serial: ${SERIAL}, name: ip6-allnodes }`),
    /ip6-allnodes means something/,
  ],
  ["a node that is a number", node(`{ serial: ${SERIAL}, name: "1234" }`), /1234 is read as an address/],
  ["a node that is a number to C", node(`{ serial: ${SERIAL}, name: 0xf }`), /0xf is read as an address/],
  ["a domain that is this machine", "domain: localhost\n", /localhost means something else/],
  ["the services' domain", "domain: cluster.local\n", /cluster.local is the domain of the services in every cluster/],
  ["one below it", "domain: pi.cluster.local\n", /pi.cluster.local is the domain of the services/],
  ["the services' namespace as the domain", "domain: default.svc\n", /default.svc is the domain of the services/],
  ["a domain that ends in a number to C", "domain: rack.0x1\n", /rack.0x1 would be read as an address/],
  ["a domain in capitals", "domain: Kube.Local\n", /not a domain \(such as kube.local: a-z, 0-9 and -, with dots/],
  ["a look-alike letter", "domain: kube.loc\u0430l\n", /"kube.loc\\u0430l"/],
  ["a look-alike key", "r\u0430ck: a\n", /^rack.yaml:1: "r\\u0430ck": unknown key; did you mean rack\?$/],
  ["a key of nothing", '"": a\n', /^rack.yaml:1: "": unknown key/],
  [
    "a key below a no-break space",
    "user:\n\u00a0name: a\n",
    /^rack.yaml:2: "\\u00a0name": unknown key; known keys: rack/,
  ],
  ["a version with a zero before its number", "kubernetes: 1.36.03\n", /not a Kubernetes version/],
  ["an address as the domain", "domain: 10.0.0.1\n", /10.0.0.1 would be read as an address/],
  [
    "a domain that leaves no room",
    `domain: ${"abcdefg.".repeat(30)}lan\n`,
    /a domain of 243 letters is too long: at most 189/,
  ],
  ["an account of the system", "user: { name: daemon }\n", /"daemon" is an account of the system: choose a name/],
  ["a group of the system, which useradd refuses", "user: { name: docker }\n", /docker is a group of the system/],
  ["the account of the mirror's program", "user: { name: apt-cacher-ng }\n", /is an account of the system/],
  ["an account of systemd", "user: { name: systemd-network }\n", /is an account of the system/],
  ["our own account", "user: { name: pi-coordinator }\n", /is an account of the system/],
  [
    "the coordinator's key as a file of keys",
    "user: { sshKeysFile: Coordinator.key }\n",
    /is one of the rack's own files/,
  ],
  ["the API's token as a file of keys", "user: { sshKeysFile: api.token }\n", /is one of the rack's own files/],
  ["rack.yaml as the signing key", "packages: { key: rack.yaml }\n", /is one of the rack's own files/],
  [
    "a path of home",
    "user: { sshKeysFile: ~/.ssh/id.pub }\n",
    /not the name of a file beside rack.yaml.*copy the file there/,
  ],
  [
    "a repository as a URL",
    "images: { repository: https://r.lan/k8s }\n",
    /not an image repository \(HOST\/PATH; no https/,
  ],
  ["a repository with a slash at its end", "images: { repository: r.lan/k8s/ }\n", /not an image repository/],
  ["a repository with a tag", "images: { repository: r.lan/k8s:v1 }\n", /not an image repository/],
  ["a repository with an empty part", "images: { repository: r.lan//k8s }\n", /not an image repository/],
  ["a port that is none", "images: { mirrors: { docker.io: http://10.0.0.2:99999 } }\n", /not an http\(s\) URL/],
  ["a host that is none", "images: { mirrors: { docker.io: http://a..b } }\n", /not an http\(s\) URL/],
  ["a colon for a host", 'packages: { url: "https://:/" }\n', /not an http\(s\) URL/],
  ["brackets for a host", 'packages: { url: "https://]]]/" }\n', /not an http\(s\) URL/],
  ["a registry without a name", 'images: { mirrors: { "a..b": http://10.0.0.2 } }\n', /not a registry/],
] as const) {
  test(`refused with the reason: ${story}`, () => assert.match(refusal(text), why));
}

test("what is in an address and may be a secret is not repeated", () => {
  for (const text of [
    "packages: { url: https://me:hunter2@apt.lan/k8s }\n",
    "packages: { url: https://apt.lan/k8s?token=hunter2 }\n",
    "images: { mirrors: { docker.io: http://me:hunter2@10.0.0.2:5000 } }\n",
    "packages: { url: https:/me:hunter2@apt.lan/k8s }\n",
    "packages: { url: https//me:hunter2@apt.lan/k8s }\n",
    "images: { mirrors: { docker.io: me:hunter2@10.0.0.2:5000/x } }\n",
    "images: { repository: me:hunter2@r.lan/k8s }\n",
    "images: { repository: https://me:hunter2@r.lan/k8s }\n",
    'images: { mirrors: { "me:hunter2@r.lan": http://10.0.0.2 } }\n',
  ]) {
    assert.notEqual(refusal(text), "");
    assert.doesNotMatch(refusal(text), /hunter2/);
  }
  assert.match(
    refusal("packages: { url: https://me:x@apt.lan/ }\n"),
    /a name or password in an address .* every node could read/,
  );
});

test("places of images and packages that are used stay good", () => {
  const text = `packages: { url: "http://[fd00::2]:8080/deb", key: k.asc }
images:
  repository: registry.lan:5000/mirror/k8s
  mirrors: { docker.io: "http://10.0.0.2:5000", registry.k8s.io: https://m.lan/v2/k8s }
`;
  assert.equal(parse(text).images.repository, "registry.lan:5000/mirror/k8s");
  for (const repository of ["registry.k8s.io", "rancher", "10.0.0.2:5000/k8s"]) {
    assert.equal(parse(`images: { repository: "${repository}" }`).images.repository, repository);
  }
});

test("a worker cannot be called as a control plane is, the master's own Pi can", () => {
  const master = `- { serial: ${SERIAL}, name: master1 }`;
  assert.equal(parse(`nodes:\n${master}\n`).nodes[0]?.name, "master1");
  const why = /nodes\[\d\].name: master1 is the name of a control plane, and this is a worker: choose another/;
  assert.match(refusal(`nodes:\n- { serial: ${SERIAL}, name: master1, role: worker }\n`), why);
  assert.match(refusal(`nodes:\n- { serial: 10000000abcdef02, role: control-plane }\n${master}\n`), why);
});

test("a file without end, or with problems without end, is answered at once with twenty of them", () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join("");
  const lines = refusal(keys).split("\n");
  assert.equal(lines.length, 21);
  assert.match(lines[0] ?? "", /^rack.yaml:1: k0: unknown key/);
  assert.equal(lines[20], "and 19980 more: fix these first");
  assert.equal(refusal("rack: a\n".repeat(10_000)).split("\n").length, 21);
  assert.match(
    refusal("a: 1\n".repeat(80_000)),
    /^rack.yaml: 400000 bytes are too many for rack.yaml: at most 262144 are allowed$/,
  );
  assert.match(refusal("[".repeat(200_000)), /nested too deeply/);
  assert.ok(refusal(`rack: ${"x".repeat(100_000)}\n${"y".repeat(100_000)}: 1\n`).length < 1_000);
  assert.match(refusal("rack: a\n".split("").join("\0")), /^rack.yaml: not UTF-8 text: save it as UTF-8$/);
});

test("an address in place of its network is told with the network", () => {
  for (const [typed, network] of [
    ["192.168.1.77/24", "192.168.1.0/24"],
    ["10.97.3.4/13", "10.96.0.0/13"],
    ["192.168.1.7/30", "192.168.1.4/30"],
  ]) {
    const message = new RegExp(`"${typed}" is an address in ${network}: write the network itself$`);
    assert.match(refusal(`nodeSubnet: ${typed}\n`), message);
  }
});
