import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePi, runOn, SPEC } from "./example.ts";
import { hosts } from "./hosts.ts";
import { withHosts } from "./hosts-file.ts";

const BLOCK = `# BEGIN rackberry: written by pi-agent; lines outside of this block are yours
192.168.40.10 master1.kube.local master1
192.168.40.11 node1.kube.local node1
# END rackberry
`;

const FILES: readonly (readonly [story: string, before: string, after: string])[] = [
  ["empty", "", BLOCK],
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
  ["a name that the Pi had before", "127.0.1.1 master1.kube.local master1\n10.0.0.8 tv\n", `${BLOCK}10.0.0.8 tv\n`],
  ["its own name on the 127.0.1.1 line", "127.0.1.1 node1.kube.local node1 x\n", `${BLOCK}127.0.1.1 x\n`],
  ["a comment on the 127.0.1.1 line", "127.0.1.1 a # keep\n", `${BLOCK}127.0.1.1 a # keep\n`],
  ["a comment on a line that goes", "127.0.1.1 node1 # mine\nb\n", `${BLOCK}# mine\nb\n`],
  ["an old block", `a\n# BEGIN rackberry: x\n1.2.3.4 gone\n# END rackberry\nb\n`, `a\n${BLOCK}b\n`],
  ["a block without an end", "# BEGIN rackberry: x\n10.0.0.8 tv\n", `${BLOCK}10.0.0.8 tv\n`],
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
