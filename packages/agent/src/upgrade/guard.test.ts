import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { parseOutcome } from "./outcome.ts";

/** A new agent that serves, one that never does, and one that dpkg cannot install. */
type NewAgent = "good" | "silent" | "uninstallable";

/**
 * A Pi of which only the programs that the guard calls are there. A package is a file with its version in it, unless
 * dpkg-deb is the real one; dpkg notes which version is installed; while the guard sleeps, a good agent serves.
 */
function pi(agent: NewAgent, { patience = 2, realDpkgDeb = false, leave = "" } = {}) {
  const root = mkdtempSync(join(tmpdir(), "guard-"));
  const file = (name: string) => join(root, name);
  const write = (name: string, content: string, mode = 0o644) => {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(name), content);
    chmodSync(file(name), mode);
  };
  const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : undefined);
  const control = (version: string) =>
    `Package: pi-agent\nVersion: ${version}\nArchitecture: amd64\nMaintainer: x <x@localhost>\nDescription: agent\n of a Pi\n`;

  write("own/usr/agent.cjs", "the old agent");
  write("own/etc/agent.conf", "changed by its owner");
  write("own/etc/same.conf", "as it came");
  write("db/info/postinst", "#!/bin/sh\n", 0o755);
  write("db/version", "0.1.0\n");
  write(
    "db/status",
    control("0.1.0").replace("Architecture", "Status: install ok installed\nConffiles:\n /x 1\nArchitecture"),
  );
  const paths = ["own", "own/usr", "own/usr/agent.cjs", "own/usr/absent", "own/etc/agent.conf", "own/etc/same.conf"];
  write("db/list", `${paths.map(file).join("\n")}\n`);
  const md5 = execFileSync("md5sum", [file("own/etc/same.conf")], { encoding: "utf8" }).slice(0, 32);
  write(
    "db/conffiles",
    ` ${file("own/etc/agent.conf")} ${"0".repeat(32)}\n ${file("own/etc/same.conf")} ${md5}\n ${file("own/etc/old.conf")} ${md5} obsolete\n`,
  );

  write("upgrade/pending/new.deb", "0.1.1\n");
  for (const [name, content] of Object.entries({ operation: "upgrade-1", version: "0.1.1", before: "0.1.0" })) {
    write(`upgrade/pending/${name}`, `${content}\n`);
  }
  if (leave !== "") write("upgrade/pending/leave", `${leave}\n`);
  write("upgrade/pending/guard.sh", readFileSync(join(import.meta.dirname, "guard.sh"), "utf8"));
  write("calls", "0\n");

  const refusing = agent === "uninstallable" ? `[ $v = 0.1.0 ] || { echo "post-installation failed"; exit 1; }` : "";
  const programs: Readonly<Record<string, string>> = {
    dpkg: `read v <$4; echo broken >${root}/db/version; ${refusing}\necho $v >${root}/db/version`,
    "dpkg-query": `cd ${root}/db; case $1 in
  --listfiles) cat list ;;
  --control-list) echo postinst ;;
  --control-path) echo "$PWD/info/$3" ;;
  --status) cat status ;;
  --show) case $3 in *Version*) read v <version; echo "ii $v" ;; *) cat conffiles ;; esac ;;
esac`,
    "dpkg-deb": realDpkgDeb ? `exec dpkg-deb "$@"` : "sed -n 's/^Version: //p' $3/DEBIAN/control >$4",
    sleep: agent === "good" ? `! read v <${root}/db/version || echo $v >came-back` : ":",
    sync: ":",
    systemctl: "echo 97",
    journalctl: "printf 'first\\nTypeError: undefined is not a function\\n'",
    mv: `exec mv "$@"`,
  };
  for (const [name, body] of Object.entries(programs)) {
    const count = `read n <${root}/calls; n=$((n + 1)); echo $n >${root}/calls`;
    const die = `[ "$FATAL" != $n ] || { read pid <${root}/pid; kill -9 $pid; exit; }`;
    // Killed before it only reads, the guard is where it was before the call that came last.
    const dying = ["dpkg-query", "journalctl", "systemctl", "sync"].includes(name) ? [] : [count, die];
    write(`bin/${name}`, ["#!/bin/sh", ...dying, "PATH=/usr/bin:/bin", body, ""].join("\n"), 0o755);
  }

  return {
    read,
    file,
    calls: () => Number(read("calls")),
    outcome: () => parseOutcome(read("upgrade/result")),
    installed: () => read("db/version")?.trim(),
    leftovers: () => readdirSync(file("upgrade")),
    /** `fatal` is the number of the call at which the guard is killed; 0: none. */
    run(fatal = 0) {
      const env = { PATH: `${root}/bin:/usr/bin:/bin`, FATAL: String(fatal), RACKBERRY_PATIENCE: String(patience) };
      writeFileSync(file("calls"), "0\n");
      const start = `echo $$ >${root}/pid; exec sh ${file("upgrade/pending/guard.sh")}`;
      return spawnSync("sh", ["-c", start], { env, encoding: "utf8" });
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

test("a new agent that serves its coordinator stays, and the journal tells it", () => {
  using host = pi("good");
  const { status, stdout, stderr } = host.run();
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(host.outcome(), { operation: "upgrade-1", kind: "upgraded", reason: "" });
  assert.equal(host.installed(), "0.1.1");
  assert.deepEqual(host.leftovers(), ["result"]);
  assert.equal(
    stdout,
    "<6>replacing pi-agent 0.1.0 with 0.1.1\n<6>pi-agent 0.1.1 serves the coordinator: the upgrade is done\n",
  );
});

test("one that does not serve it goes, and its last words are the reason", () => {
  using host = pi("silent", { patience: 5 });
  const { status, stdout } = host.run();
  assert.equal(status, 0);
  const reason =
    "it did not serve the coordinator within 5 s (restarts: 97; last words: TypeError: undefined is not a function)";
  assert.deepEqual(host.outcome(), { operation: "upgrade-1", kind: "rolled-back", reason });
  assert.equal(host.installed(), "0.1.0");
  assert.match(stdout, /^<4>going back to pi-agent 0\.1\.0: it did not serve/m);
  assert.deepEqual(host.leftovers(), ["result"]);
});

test("one that dpkg cannot install goes at once, with dpkg's words", () => {
  using host = pi("uninstallable");
  assert.equal(host.run().status, 0);
  const reason = "dpkg did not install it: post-installation failed";
  assert.deepEqual(host.outcome(), { operation: "upgrade-1", kind: "rolled-back", reason });
  assert.equal(host.installed(), "0.1.0");
});

test("the way back has what is installed, and an empty file in the place of one that its owner changed", () => {
  using host = pi("silent", { realDpkgDeb: true });
  for (let call = 2; !existsSync(host.file("upgrade/pending/back.deb")); call++) host.run(call);
  const deb = host.file("upgrade/pending/back.deb");
  const field = (name: string) => execFileSync("dpkg-deb", ["--field", deb, name], { encoding: "utf8" }).trim();
  assert.deepEqual([field("Version"), field("Status"), field("Conffiles")], ["0.1.0", "", ""]);
  assert.equal(field("Description"), "agent\n of a Pi");
  execFileSync("dpkg-deb", ["--raw-extract", deb, host.file("out")]);
  const packed = (path: string) => readFileSync(join(host.file("out"), path), "utf8");
  assert.equal(packed(host.file("own/usr/agent.cjs")), "the old agent");
  assert.equal(packed(host.file("own/etc/same.conf")), "as it came");
  assert.equal(packed(host.file("own/etc/agent.conf")), "");
  assert.equal(host.read("own/etc/agent.conf"), "changed by its owner");
  assert.equal(packed("DEBIAN/postinst"), "#!/bin/sh\n");
  assert.equal(packed("DEBIAN/conffiles"), `${host.file("own/etc/agent.conf")}\n${host.file("own/etc/same.conf")}\n`);
});

test("what cannot be packed is not replaced", () => {
  using host = pi("good");
  rmSync(host.file("db/list"));
  assert.equal(host.run().status, 0);
  const outcome = host.outcome();
  assert.equal(outcome?.kind, "failed");
  assert.match(outcome?.reason ?? "", /^0\.1\.0 could not be packed, so nothing was changed: cat: list: No such file/);
  assert.equal(host.installed(), "0.1.0");
});

test("leave to replace a newer agent is noted as used before the result is told, once, wherever the guard is killed", () => {
  const leave = "b".repeat(32);
  for (const agent of ["good", "silent"] as const) {
    using whole = pi(agent, { leave });
    whole.run();
    const all = whole.calls();
    for (let call = all - 6; call <= all; call++) {
      using host = pi(agent, { leave });
      mkdirSync(host.file("upgrade"), { recursive: true });
      writeFileSync(host.file("upgrade/used-leaves"), `${"a".repeat(32)}\n`);
      assert.equal(host.run(call).signal, "SIGKILL", `call ${call}`);
      if (host.outcome()) assert.match(host.read("upgrade/used-leaves") ?? "", /^b{32}$/m);
      if (existsSync(host.file("upgrade/pending"))) assert.equal(host.run().status, 0, `after call ${call}`);
      assert.equal(host.read("upgrade/used-leaves"), `${"a".repeat(32)}\n${leave}\n`, `call ${call}`);
    }
    assert.equal(whole.read("upgrade/used-leaves"), `${leave}\n`);
  }
});

for (const agent of ["good", "silent"] as const) {
  test(`killed at any step that it takes, it converges when it runs again: a new agent that is ${agent}`, () => {
    const expected = agent === "good" ? "0.1.1" : "0.1.0";
    using whole = pi(agent);
    whole.run();
    const all = whole.calls();
    // Until the new one is in its place both go the same way.
    for (let call = agent === "good" ? all - 4 : 1; call <= all; call++) {
      using host = pi(agent);
      assert.equal(host.run(call).signal, "SIGKILL", `call ${call}`);
      if (existsSync(host.file("upgrade/pending"))) assert.equal(host.run().status, 0, `after call ${call}`);
      assert.equal(host.outcome()?.kind, agent === "good" ? "upgraded" : "rolled-back", `call ${call}`);
      assert.equal(host.installed(), expected, `call ${call}`);
      assert.ok(!existsSync(host.file("upgrade/pending")));
    }
  });
}
