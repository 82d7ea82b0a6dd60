/**
 * The owner's files after our edits, read by the programs that read them on a Pi: the C library, systemd, libmount,
 * apt.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { Host } from "@rackberry/agent/testing";
import { SimulatedClock, SimulatedPi } from "@rackberry/agent/testing";
import { AppError } from "@rackberry/protocol";
import { linuxHost } from "../../packages/agent/src/host/linux-host.ts";
import { editHosts } from "../../packages/agent/src/steps/network/hosts-file.ts";
import { repositoryFiles } from "../../packages/agent/src/steps/packages/apt-repository.ts";
import { aptSources } from "../../packages/agent/src/steps/packages/apt-sources.ts";
import { install } from "../../packages/agent/src/steps/packages/dpkg.ts";
import { withoutSwap } from "../../packages/agent/src/steps/system/fstab.ts";
import { SPEC } from "../../packages/agent/src/steps/testing/example.ts";
import { dropIns } from "../../packages/agent/src/steps/tools/drop-ins.ts";
import { rootedHost } from "../light/rooted-host.ts";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";

let root: string;
before(async () => {
  await installHostPackages(cacheRoot(), () => {});
  root = mkdtempSync(join(tmpdir(), "readers-"));
});
after(() => rmSync(root, { recursive: true }));

/** Writes files below a folder of the test's own; returns the folder. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), content, "latin1");
  }
  return join(root, name);
}

/** A shell line in its own mount namespace, in which it may put one file in the place of another. */
function apart(line: string, ...args: string[]): string {
  const own = process.getuid?.() === 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
  return execFileSync("unshare", [...own, "sh", "-ec", line, "sh", ...args], { encoding: "utf8" });
}

const HOSTS: readonly (readonly [story: string, text: string])[] = [
  ["an earlier cluster's lines", "127.0.0.1 localhost\n192.168.1.39 master1.kube.local master1\n192.168.1.40 node1\n"],
  ["the own name on the line of localhost", "127.0.0.1 localhost node1\n::1 localhost node1.kube.local\n"],
  ["an indented line in capitals", "127.0.0.1 localhost\n\t127.0.1.1 NODE1.kube.local Node1\n"],
  ["line ends from Windows, and a remark in Latin-1", "127.0.0.1 localhost\r\n# K\xfcche\r\n10.0.0.7 MASTER1\r\n"],
  ["an address of IPv6, and no newline at the end", "127.0.0.1 localhost\nfd00::5 master1 node1"],
  ["nothing at all", ""],
  ["nothing but the own line", "127.0.1.1 node1\n"],
  [
    "an address of nowhere, and a remark without a blank",
    "127.0.0.1 localhost\n0.0.0.0 master1#x\n::1 node1 localhost\n",
  ],
];
for (const [story, text] of HOSTS) {
  test(`the C library leads the rack's names to the rack's addresses: ${story}`, () => {
    const { text: edited } = editHosts(text, SPEC);
    const file = join(folder("hosts", { hosts: edited }), "hosts");
    for (const { name, address } of SPEC.hosts) {
      for (const asked of [name, `${name}.${SPEC.domain}`, name.toUpperCase()]) {
        const answer = apart('mount --bind "$1" /etc/hosts; getent -s hosts:files ahosts "$2"', file, asked);
        const addresses = answer.split("\n").map((line) => line.split(/\s+/)[0]);
        assert.deepEqual(new Set(addresses), new Set([address, ""]), `${asked} in ${JSON.stringify(edited)}`);
      }
    }
    assert.match(
      apart('mount --bind "$1" /etc/hosts; getent -s hosts:files ahosts localhost', file),
      /^(?:127\.0\.0\.1|::1)/,
    );
  });
}

const JOURNALD = {
  "usr/lib/systemd/journald.conf.d/40-rpi-volatile-storage.conf": "[Journal]\nStorage=volatile\n",
  "usr/lib/systemd/journald.conf.d/50-hidden.conf": "[Journal]\nStorage=none\n",
  "etc/systemd/journald.conf.d/50-hidden.conf": "[Journal]\nStorage=auto\n",
  "run/systemd/journald.conf.d/60-run.conf": "[Journal]\nStorage=auto\n",
  "etc/systemd/journald.conf.d/volatile.conf": "[Journal]\nStorage=volatile\n",
  "etc/systemd/journald.conf.d/Zebra.conf": "[Journal]\nStorage=volatile\n",
  "etc/systemd/journald.conf.d/\xfcber.conf": "[Journal]\nStorage=volatile\n",
  "etc/systemd/journald.conf.d/zz-rackberry.conf": "[Journal]\nStorage=persistent\n",
  "etc/systemd/journald.conf.d/zzz.conf": "[Journal]\nStorage=volatile\n",
  "etc/systemd/journald.conf.d/readme.txt": "Storage=none\n",
};

test("drop-ins are taken in systemd's order", async () => {
  const below = folder("journald", { "etc/systemd/journald.conf": "[Journal]\n", ...JOURNALD });
  const host = await rootedHost(below, {});
  const ours = (await dropIns(host, "systemd/journald.conf.d")).map(({ path }) => path);
  const answer = execFileSync("systemd-analyze", [`--root=${below}`, "cat-config", "systemd/journald.conf"], {
    encoding: "utf8",
  });
  const theirs = [...answer.matchAll(/^# (?:\S*\/journald)?(\/\S+\.conf)$/gm)].map(([, path = ""]) => path);
  assert.deepEqual(
    ours,
    theirs.filter((path) => path.includes(".conf.d/")),
  );
  assert.ok(ours.length >= 7, String(ours));
});

test("and those of sysctl.d, in which ours comes last", async () => {
  const names = ["10-network.conf", "99-hardening.conf", "Zebra.conf", "mine.conf", "zz-rackberry.conf"];
  const below = folder("sysctl", Object.fromEntries(names.map((name) => [name, "net.ipv4.ip_forward = 1\n"])));
  const answer = apart(
    'mount --bind "$1" /etc/sysctl.d; /lib/systemd/systemd-sysctl --cat-config | grep "^# /etc/sysctl.d/"',
    below,
  );
  const theirs = [...answer.matchAll(/\/([^/\n]+\.conf)$/gm)].map(([, name = ""]) => name);
  assert.deepEqual(theirs, names);
  const pi = new SimulatedPi({ files: Object.fromEntries(names.map((name) => [`/etc/sysctl.d/${name}`, "x = 1\n"])) });
  const ours = (await dropIns(pi, "sysctl.d")).map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  assert.deepEqual(ours, theirs);
});

const FSTABS: readonly (readonly [story: string, fstab: string, swaps: number])[] = [
  ["without options, without a newline", "proc /proc proc defaults 0 0\n/swapfile none swap", 1],
  [
    "after blank lines",
    "proc /proc proc defaults 0 0\n\n\n\n/swapfile none swap sw 0 0\n\n/swap2 none swap sw 0 0\n",
    2,
  ],
  ["indented, by a label with a blank in it", " \tLABEL=my\\040swap\tswap\tswap\n", 1],
  ["with line ends from Windows", "proc /proc proc defaults 0 0\r\nUUID=x\tnone\tswap\tsw\t0\t0\r\n", 1],
];
for (const [story, fstab, swaps] of FSTABS) {
  test(`libmount finds no swap in a fstab of ours: ${story}`, () => {
    const count = (name: string, text: string) => {
      const file = join(folder("fstab", { [name]: text }), name);
      const { stdout } = spawnSync("findmnt", ["--tab-file", file, "--types=swap", "--noheadings", "--output=SOURCE"]);
      return String(stdout).split("\n").filter(Boolean).length;
    };
    assert.equal(count("before", fstab), swaps);
    assert.equal(count("after", withoutSwap(fstab)), 0);
  });
}

/** How apt reads a folder of sources: the addresses that it would query, or its own error. */
function uris(below: string): string {
  mkdirSync(join(below, "state/lists/partial"), { recursive: true });
  const options = {
    "Dir::Etc": `${below}/etc/apt`,
    "Dir::Etc::sourcelist": `${below}/etc/apt/sources.list`,
    "Dir::Etc::sourceparts": `${below}/etc/apt/sources.list.d`,
    "Dir::State": `${below}/state`,
    "Dir::Cache": `${below}/state`,
    "Debug::NoLocking": "1",
  };
  const words = Object.entries(options).map(([key, value]) => `-o${key}=${value}`);
  const { stdout, stderr } = spawnSync("apt-get", [...words, "update", "--print-uris"], { encoding: "utf8" });
  return stdout + stderr;
}

test("an apt that reads no source any more, for two keys of one repository, reads them all again", async () => {
  const signed = "Signed-By: /etc/apt/keyrings/kubernetes-apt-keyring.gpg\n";
  const stanza = `Types: deb\nURIs: http://house.lan/debian\nSuites: bookworm\nComponents: main\n`;
  const files = {
    "/etc/apt/sources.list":
      "deb http://deb.debian.org/debian bookworm main\ndeb http://apt.kubernetes.io/ kubernetes-xenial main\n",
    "/etc/apt/sources.list.d/pkgs_k8s_io.sources": `${stanza}\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n${signed}`,
    "/etc/apt/sources.list.d/blank.sources": `\nTypes: deb\nURIs: ${SPEC.packages.url}\nSuites: /\n${signed}`,
    "/etc/apt/sources.list.d/mixed.sources": `Types: deb\nURIs: http://other.lan/debian\n ${SPEC.packages.url}\nSuites: /\n${signed}`,
    "/etc/apt/sources.list.d/guide.list": `deb [signed-by=/etc/apt/keyrings/k.gpg] ${SPEC.packages.url.replace(/\/$/, "")} /\n`,
  };
  const below = join(root, "apt");
  const host = await rootedHost(below, files);
  for (const { path, content } of repositoryFiles(SPEC)) {
    await host.makeDirectory(dirname(path));
    await host.write(path, content);
  }
  assert.match(uris(below), /^E: Conflicting values set for option Signed-By/m);
  const context = { host, clock: new SimulatedClock(), signal: new AbortController().signal, output: () => {} };
  await aptSources(SPEC).apply(context);
  const answer = uris(below);
  assert.doesNotMatch(answer, /^E: /m);
  const bare = (uri: string) => uri.replace(/(?:\/dists\/.*)?\/$/, "");
  const asked = [...answer.matchAll(/^'(\S+\/)InRelease'/gm)].map(([, uri = ""]) => bare(uri));
  const expected = ["http://deb.debian.org/debian", "http://house.lan/debian", "http://other.lan/debian"];
  assert.deepEqual(asked.sort(), [...expected, bare(SPEC.packages.url)].sort());
});

/** A Pi with Docker's packages and a repository for the real apt. */
function aptWithDocker(): Host {
  const package_ = (name: string, version: string, more = "") =>
    `Package: ${name}\nVersion: ${version}\nArchitecture: all\nMaintainer: x <x@x>\nDescription: x\n${more}`;
  const installed = (text: string) => `${text}Status: install ok installed\n\n`;
  const excludes = "Conflicts: containerd, runc\nReplaces: containerd, runc\nProvides: containerd, runc\n";
  const packages = [
    package_("containerd", "1.7.24", "Depends: runc\n"),
    package_("runc", "1.1.15"),
    ...["kubelet", "kubeadm", "kubectl", "iptables"].map((name) => package_(name, "1.36.3-1.1")),
  ].map((text, index) => `${text}Filename: ./${index}.deb\nSize: 1\nSHA256: ${"0".repeat(64)}\n\n`);
  const below = folder("docker", {
    "repository/Packages": packages.join(""),
    "sources.list": `deb [trusted=yes allow-insecure=yes] file:${root}/docker/repository ./\n`,
    status:
      installed(package_("containerd.io", "1.7.27-1", excludes)) +
      installed(package_("docker-ce", "28.1.1", "Depends: containerd.io\n")),
    "state/lists/partial/.keep": "",
    "state/archives/partial/.keep": "",
  });
  const options = [
    `-oDir::Etc::sourcelist=${below}/sources.list`,
    "-oDir::Etc::sourceparts=/dev/null",
    "-oDir::Etc::preferencesparts=/dev/null",
    `-oDir::State=${below}/state`,
    `-oDir::State::status=${below}/status`,
    `-oDir::Cache=${below}/state`,
    "-oDebug::NoLocking=1",
    "-oAPT::Sandbox::User=root",
  ];
  const run = (args: readonly string[]) => spawnSync("apt-get", [...options, ...args], { encoding: "utf8" });
  const update = run(["update"]);
  assert.equal(update.status, 0, update.stderr);
  return {
    ...linuxHost(),
    run: async () => "Id=cloud-config.service\nLoadState=not-found\n",
    async runUnit(_, [, ...args]) {
      const { status, stdout, stderr } = run(["--simulate", ...args]);
      if (status === 0) return;
      throw new AppError("command-failed", `apt-get exited ${status}`, { detail: `${stdout}\n${stderr}` });
    },
  };
}

test("the real apt removes nothing: what would go is named; beside Docker's runtime all else is to be had", async () => {
  const host = aptWithDocker();
  const context = { host, clock: new SimulatedClock(), signal: new AbortController().signal, output: () => {} };
  await assert.rejects(install(context, ["kubelet", "containerd"]), {
    code: "refused",
    message: /^kubelet and containerd cannot be installed beside containerd\.io and docker-ce: nothing was removed/,
  });
  await install(context, ["kubeadm", "kubelet", "kubectl", "iptables"]);
});
