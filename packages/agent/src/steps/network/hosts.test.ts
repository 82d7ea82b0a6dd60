import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePi, runOn, SPEC } from "../testing/example.ts";
import { hosts } from "./hosts.ts";
import { editHosts, type HostsWanted } from "./hosts-file.ts";

const withHosts = (text: string, wanted: HostsWanted) => editHosts(text, wanted).text;

const BEGIN = "# BEGIN rackberry: written by pi-agent; lines outside of this block are yours";
const BLOCK = `${BEGIN}
192.168.40.10 master1.kube.local master1
192.168.40.11 node1.kube.local node1
# END rackberry
`;

const FILES: readonly (readonly [story: string, before: string, after: string])[] = [
  [
    "none at all, or none that says anything",
    "\n",
    `127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n${BLOCK}`,
  ],
  [
    "Debian's",
    "127.0.0.1\tlocalhost\n127.0.1.1\traspberrypi\n",
    `127.0.0.1\tlocalhost\n${BLOCK}127.0.1.1 raspberrypi\n`,
  ],
  [
    "the person's own lines, odd as they are",
    "# mine  \n\t10.0.0.9   nas\t# the box\r\n127.0.1.1 x\n\n10.0.0.8 tv",
    `# mine  \n\t10.0.0.9   nas\t# the box\r\n${BLOCK}127.0.1.1 x\n\n10.0.0.8 tv`,
  ],
  ["no newline at the end", "127.0.0.1 localhost", `127.0.0.1 localhost\n${BLOCK}`],
  [
    "nothing but its own line",
    "\n127.0.1.1\tnode1\n",
    `127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n${BLOCK}`,
  ],
  ["a name that the Pi had before", "127.0.1.1 master1.kube.local master1\n10.0.0.8 tv\n", `${BLOCK}10.0.0.8 tv\n`],
  ["its own name on the 127.0.1.1 line", "127.0.1.1 node1.kube.local node1 x\n", `${BLOCK}127.0.1.1 x\n`],
  ["a comment on the 127.0.1.1 line", "127.0.1.1 a # keep\n", `${BLOCK}127.0.1.1 a # keep\n`],
  ["a comment on a line that goes", "127.0.1.1 node1 # mine\nb\n", `${BLOCK}# mine\nb\n`],
  ["an old block", `a\n${BEGIN}\n1.2.3.4 gone\n# END rackberry\nb\n`, `a\n${BLOCK}b\n`],
  [
    "an old block in a file from Windows",
    `a\r\n${BEGIN}\r\n1.2.3.4 gone\r\n# END rackberry\r\nb\r\n`,
    `a\r\n${BLOCK}b\r\n`,
  ],
  ["a block without an end", `${BEGIN}\n10.0.0.8 tv\n`, `${BLOCK}10.0.0.8 tv\n`],
  [
    "two beginnings and one end",
    `${BEGIN}\n10.0.0.8 tv\n${BEGIN}\n1.2.3.4 gone\n# END rackberry\n`,
    `${BLOCK}10.0.0.8 tv\n`,
  ],
  [
    "remarks of a person that begin like our marks",
    "# BEGIN rackberry notes\n10.0.0.8 tv\n# END rackberry notes\n",
    `# BEGIN rackberry notes\n10.0.0.8 tv\n# END rackberry notes\n${BLOCK}`,
  ],
  [
    "a name in the rack's domain that is none of the rack's",
    "127.0.1.1 printer.kube.local raspberrypi\n",
    `${BLOCK}127.0.1.1 printer.kube.local raspberrypi\n`,
  ],
  [
    "another address for names of the rack, from an earlier cluster",
    "192.168.1.39 master1.kube.local master1\n192.168.1.40 nas node1.kube.local node1 # the box\n127.0.1.1\traspberrypi\n",
    "# before rackberry: 192.168.1.39 master1.kube.local master1\n" +
      "# before rackberry: 192.168.1.40 nas node1.kube.local node1 # the box\n192.168.1.40 nas\n" +
      `${BLOCK}127.0.1.1 raspberrypi\n`,
  ],
  ["a line that says the same as the rack", "192.168.40.10 master1 master\n", `192.168.40.10 master1 master\n${BLOCK}`],
  [
    "its own name on the line of localhost",
    "127.0.0.1 localhost node1\n::1 localhost node1\n",
    "# before rackberry: 127.0.0.1 localhost node1\n127.0.0.1 localhost\n" +
      `# before rackberry: ::1 localhost node1\n::1 localhost\n${BLOCK}`,
  ],
  ["its own name in capitals, on an indented line", "\t127.0.1.1 NODE1.kube.local\tNode1 x\n", `${BLOCK}127.0.1.1 x\n`],
  [
    "an address of IPv6 for a name of the rack, and no newline at the end",
    "fd00::5 Master1",
    `# before rackberry: fd00::5 Master1\n${BLOCK}`,
  ],
];
for (const [story, before, after] of FILES) {
  test(`/etc/hosts gets the rack's names: ${story}`, () => {
    assert.equal(withHosts(before, SPEC), after);
    assert.equal(withHosts(after, SPEC), after);
  });
}

test("a node whose address is not known yet has its name on the 127.0.1.1 line", () => {
  const alone = { ...SPEC, hosts: SPEC.hosts.filter((host) => host.name !== SPEC.name) };
  const text = withHosts("127.0.0.1 localhost\n", alone);
  assert.match(text, /^127\.0\.1\.1 node1\.kube\.local node1$/m);
  assert.equal(withHosts(text, alone), text);
  assert.equal(withHosts(text, SPEC), `127.0.0.1 localhost\n${BLOCK}`);
});

test("a fourth Pi gets into the block, and a changed address too", async () => {
  const world = examplePi();
  await runOn(world, [hosts(SPEC)]);
  const grown = { ...SPEC, hosts: [...SPEC.hosts, { name: "node2", address: "192.168.40.12" }] };
  const { steps } = await runOn(world, [hosts(grown)]);
  assert.equal(steps[0]?.sentence, "write 3 names to /etc/hosts");
  const moved = grown.hosts.map((host) => (host.name === "node1" ? { ...host, address: "192.168.40.99" } : host));
  await runOn(world, [hosts({ ...grown, hosts: moved })]);
  const text = world.pi.file("/etc/hosts") ?? "";
  assert.match(text, /^192\.168\.40\.12 node2\.kube\.local node2$/m);
  assert.match(text, /^192\.168\.40\.99 node1\.kube\.local node1$/m);
  assert.doesNotMatch(text, /192\.168\.40\.11/);
});

test("lines that lead the rack's names elsewhere are said, in the plan and in the journal", async () => {
  const world = examplePi({ files: { "/etc/hosts": "127.0.0.1 localhost\n192.168.1.50 master1\u001b[2J master1\n" } });
  const sentence = 'write 2 names to /etc/hosts; comment out its lines "192.168.1.50 master1"';
  assert.equal((await runOn(world, [hosts(SPEC)], { dryRun: true })).steps[0]?.sentence, sentence);
  const { lines } = await runOn(world, [hosts(SPEC)]);
  assert.deepEqual(lines, [
    '/etc/hosts: "192.168.1.50 master1" is commented out now: the rack has another address for it',
  ]);
  assert.equal((await runOn(world, [hosts(SPEC)])).changed, 0);
});

test("a remark in Latin-1 stays byte for byte", async () => {
  const world = examplePi();
  await world.pi.write("/etc/hosts", "127.0.0.1 localhost\n# K\xfcche\n10.0.0.1 nas # B\xfcro\n", {
    encoding: "bytes",
  });
  await runOn(world, [hosts(SPEC)]);
  const text = (await world.pi.read("/etc/hosts", "bytes")) ?? "";
  assert.ok(text.startsWith("127.0.0.1 localhost\n# K\xfcche\n10.0.0.1 nas # B\xfcro\n"), text);
  assert.equal((await runOn(world, [hosts(SPEC)])).changed, 0);
});

test("a file with fifty thousand beginnings of a block is edited like any other", () => {
  const text = `${BEGIN}\n10.0.0.8 tv\n`.repeat(50_000);
  assert.equal(withHosts(text, SPEC), `${BLOCK}${"10.0.0.8 tv\n".repeat(50_000)}`);
});
