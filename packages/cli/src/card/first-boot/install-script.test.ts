import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { test } from "node:test";
import { type Folder, temporaryFolder } from "../../testing/folder.ts";
import { INSTALL_SCRIPT } from "./install-script.ts";

/** A Pi of which only the programs that the script calls are there; `dpkg` is the body of its dpkg. */
function pi(dpkg: string, { master = false } = {}): Folder {
  const folder = temporaryFolder();
  folder.write("boot/rackberry/install.sh", INSTALL_SCRIPT);
  folder.write("boot/rackberry/pi-agent.deb", "");
  folder.write("boot/rackberry/card.json", '{\n  "rack": "r",\n  "cardId": "0123abcd"\n}\n');
  folder.write("state/.keep", "");
  if (master) folder.write("boot/rackberry/pi-coordinator.deb", "");
  const programs = { dpkg, logger: `echo "$@" >>${folder.path}/journal`, sleep: "", sync: "" };
  for (const [name, body] of Object.entries(programs)) {
    folder.write(`bin/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(`${folder.path}/bin/${name}`, 0o755);
  }
  return folder;
}

function install({ path }: Folder) {
  const env = { PATH: `${path}/bin:/usr/bin:/bin`, RACKBERRY_STATE: `${path}/state` };
  return spawnSync("sh", [`${path}/boot/rackberry/install.sh`], { env, encoding: "utf8" });
}

test("the agent is installed, on the master the coordinator with it", () => {
  for (const [master, packages] of [
    [false, "./pi-agent.deb"],
    [true, "./pi-agent.deb ./pi-coordinator.deb"],
  ] as const) {
    using card = pi('echo "$@" >>../../calls', { master });
    const { status, stderr } = install(card);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(card.read("calls"), `--force-unsafe-io --force-confold -i ${packages}\n`);
    assert.match(card.read("journal"), /-t rackberry-install -p daemon\.info -- installed; .*journalctl -u pi-agent/);
  }
});

test("it waits for whoever holds the dpkg lock, and says so", () => {
  using card = pi(`echo x >>../../calls
[ "$(wc -l <../../calls)" -ge 3 ] || { echo "dpkg: error: dpkg frontend lock was locked by another process" >&2; exit 2; }`);
  assert.equal(install(card).status, 0);
  assert.equal(card.read("calls"), "x\nx\nx\n");
  assert.match(card.read("journal"), /waiting for the dpkg lock, which another program holds/);
});

test("a lock that is held for half an hour and more is waited for, and said every five minutes", () => {
  using card = pi(`echo x >>../../calls
[ "$(wc -l <../../calls)" -ge 500 ] || { echo "dpkg: error: dpkg frontend lock was locked by another process" >&2; exit 2; }`);
  assert.equal(install(card).status, 0);
  assert.equal(card.read("journal").match(/waiting for the dpkg lock/g)?.length, 9);
});

test("a package that cannot be installed is told in dpkg's own words", () => {
  using card = pi('echo "dpkg: dependency problems: pi-agent depends on openssl" >&2; exit 1');
  assert.equal(install(card).status, 1);
  assert.match(card.read("journal"), /daemon\.err -- dpkg: dpkg: dependency problems: pi-agent depends on openssl/);
  assert.equal(existsSync(`${card.path}/boot/rackberry/pi-agent.deb`), true);
});

test("once all is installed, later boots do nothing until the card is made anew", () => {
  using card = pi("echo x >>../../calls");
  install(card);
  assert.equal(install(card).status, 0);
  assert.equal(card.read("calls"), "x\n");
  card.write("boot/rackberry/card.json", '{"cardId":"4567"}');
  install(card);
  assert.equal(card.read("calls"), "x\nx\n");
});

test("a plug pulled in the middle of dpkg: the next boot begins again", () => {
  using card = pi("echo x >>../../calls; kill -9 $PPID");
  assert.equal(install(card).signal, "SIGKILL");
  assert.equal(existsSync(`${card.path}/state/rackberry-card`), false);
});
