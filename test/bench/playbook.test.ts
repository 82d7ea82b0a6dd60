import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { withMemoryFlags } from "../../packages/protocol/src/kernel-line.ts";
import { inventory, PLAYBOOK, parseRecap } from "./playbook.ts";

test("Ansible sets the very flags that the agent sets, once", () => {
  const { regexp, line } = parse(PLAYBOOK)[0].tasks[0].lineinfile;
  const edited = (text: string) => text.replace(new RegExp(regexp), line.replace("\\1", "$1"));
  const stock = "console=tty1 root=LABEL=writable rootwait fixrtc";
  assert.equal(edited(stock), withMemoryFlags(stock));
  assert.equal(edited(edited(stock)), edited(stock));
});

test("the inventory is YAML that names every node's address", () => {
  const { all } = parse(inventory([{ name: "node1", address: "192.168.7.9" }], "/home/owner/key"));
  assert.deepEqual(all.hosts, { node1: { ansible_host: "192.168.7.9" } });
  assert.equal(all.vars.ansible_ssh_private_key_file, "/home/owner/key");
});

test("the recap tells changes, and leaves out hosts that failed or were not reached", () => {
  const output = `TASK [Host name] ****
changed: [node1]

PLAY RECAP *********************************************************************
node1                      : ok=4    changed=3    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0
node2                      : ok=4    changed=0    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0
node3                      : ok=2    changed=1    unreachable=0    failed=1    skipped=0    rescued=0    ignored=0
node4                      : ok=0    changed=0    unreachable=1    failed=0    skipped=0    rescued=0    ignored=0
`;
  assert.deepEqual(parseRecap(output), [
    { host: "node1", changed: 3 },
    { host: "node2", changed: 0 },
  ]);
  assert.deepEqual(parseRecap("fatal: no hosts matched"), []);
});
