/**
 * A release as its owners get it: every form is installed on a machine without a checkout or Node, and makes a card.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { UBUNTU } from "../../packages/cli/src/testing/stock-cards.ts";
import { buildAll } from "../rack/build/index.ts";
import { ROOT } from "../story/product.ts";
import { type CleanMachine, cleanMachine } from "./clean-machine.ts";
import { besideSources, buildElsewhere } from "./elsewhere.ts";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const ADDRESS = "https://rackberry.invalid/releases";

const keys = mkdtempSync(join(tmpdir(), "release-keys-"));
/** One architecture: `npm run release` makes both in the same way. */
const OPTIONS = ["--arch", "amd64", "--url", ADDRESS, "--key", join(keys, "key")];
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  createReadStream(join(release, request.url ?? "")).pipe(response);
});
let release: string;
let from: string;
let machine: CleanMachine;

before(async () => {
  const { systems } = await buildAll({ onProgress: (line) => console.log(line) });
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(keys, "key")]);
  release = besideSources();
  execFileSync("npm", ["run", "--silent", "release", "--", "--out", release, ...OPTIONS], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  machine = cleanMachine(systems.debian.layers, release);
});
after(() => {
  machine?.[Symbol.dispose]();
  server.close();
  for (const folder of [keys, release]) if (folder) rmSync(folder, { recursive: true });
});

test("two releases are the same bytes, in another folder, with another umask, time zone and language", (context) => {
  const there = buildElsewhere(context, "release", OPTIONS);
  const sums = readFileSync(join(release, "SHA256SUMS"), "utf8");
  assert.equal(readFileSync(join(there, "SHA256SUMS"), "utf8"), sums);
  assert.deepEqual(readFileSync(join(there, "SHA256SUMS.sig")), readFileSync(join(release, "SHA256SUMS.sig")));
  execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: there });
  const listed = sums
    .trim()
    .split("\n")
    .map((line) => line.split("  ")[1]);
  assert.deepEqual([...listed, "SHA256SUMS", "SHA256SUMS.sig"].sort(), readdirSync(release).sort());
});

test("lintian finds no error in pictl's package", () => {
  const [deb = ""] = globSync(join(release, "pictl_*.deb"));
  const { status, stdout, stderr } = spawnSync("lintian", ["--allow-root", "--fail-on", "error", deb], {
    encoding: "utf8",
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
});

test("Ruby reads the Homebrew formula, which installs the npm package of this release", () => {
  const formula = join(release, "pictl.rb");
  execFileSync("ruby", ["-wc", formula], { stdio: ["ignore", "ignore", "inherit"] });
  const text = readFileSync(formula, "utf8");
  const [tgz = ""] = globSync(join(release, "rackberry-*.tgz"));
  assert.ok(text.includes(`\n  url "${ADDRESS}/${basename(tgz)}"\n  sha256 "${hashOf(tgz)}"\n`), text);
});

test("the machine has no Node and no checkout", async () => {
  assert.notEqual((await machine.exec(["sh", "-c", "command -v node npm pictl"])).code, 0);
  assert.notEqual((await machine.exec(["test", "-e", ROOT])).code, 0);
});

test("the executable, in the folder of the release, finds the packages beside itself, and needs no program", async () => {
  // A laptop has no dpkg.
  await makesCard("beside", ["env", "PATH=/nonexistent", "/mnt/pictl-linux-amd64"]);
  assert.deepEqual(asked, []);
});

test("the executable, copied anywhere, fetches them, and keeps them for the next card", async () => {
  await forget();
  assert.equal((await machine.exec(["install", "-D", "/mnt/pictl-linux-amd64", "/opt/pictl"])).code, 0);
  const offline = await card("offline", ["/opt/pictl"], []);
  assert.match(offline.stderr, /^pictl: https:\/\/rackberry\.invalid\/releases\/pi-agent_.* cannot be downloaded: /m);
  assert.match(offline.stderr, new RegExp(`put it at /root/\\.cache/rackberry/${version}/pi-agent_`));
  assert.equal(offline.code, 1);
  await makesCard("fetched", ["/opt/pictl"], ["--from", from]);
  assert.deepEqual(asked.sort(), [`/pi-agent_${version}_amd64.deb`, `/pi-coordinator_${version}_amd64.deb`]);
  await makesCard("kept", ["/opt/pictl"]);
});

test("the Debian package brings pictl, its runtime and its page, and leaves nothing", async () => {
  await forget();
  const install = await machine.exec(["sh", "-c", "dpkg --install /mnt/pictl_*_amd64.deb"]);
  assert.equal(install.code, 0, install.stderr);
  await makesCard("package", ["pictl"], ["--from", from]);
  // A stock Debian of this kind does not unpack manual pages, but lists them.
  assert.match(
    (await machine.exec(["dpkg", "--listfiles", "pictl"])).stdout,
    /^\/usr\/share\/man\/man1\/pictl\.1\.gz$/m,
  );
  assert.equal((await machine.exec(["dpkg", "--purge", "pictl"])).code, 0);
  assert.notEqual((await machine.exec(["test", "-e", "/usr/lib/pictl"])).code, 0);
});

test("the npm package is one file that runs on the pinned Node", async () => {
  await forget();
  const prefix = join(machine.upper, "usr/local");
  const [tgz = ""] = globSync(join(release, "rackberry-*.tgz"));
  execFileSync("npm", ["install", "--global", "--offline", "--loglevel=error", "--prefix", prefix, tgz]);
  execFileSync("cp", [process.execPath, join(prefix, "bin/node")]);
  await makesCard("npm", ["pictl"], ["--from", from]);
  assert.equal((await machine.exec(["test", "-s", "/usr/local/share/man/man1/pictl.1"])).code, 0);
  rmSync(prefix, { recursive: true });
});

/** The cache is empty again. */
async function forget(): Promise<void> {
  asked.length = 0;
  await machine.exec(["rm", "-rf", "/root/.cache"]);
}

/**
 * Everything that owners do on their own machine, with the pictl that `command` starts, puts the right files on the
 * card.
 */
async function makesCard(name: string, command: readonly string[], options: readonly string[] = []): Promise<void> {
  assert.deepEqual(await machine.exec([...command, "--version"]), {
    code: 0,
    stdout: `pictl ${version}\n`,
    stderr: "",
  });
  assert.match((await machine.exec([...command, "--help"])).stdout, /^pictl: .*\n\nUsage\n/);
  const made = await card(name, command, options);
  assert.equal(made.code, 0, made.stderr);
  for (const program of ["pi-agent", "pi-coordinator"]) {
    const [on = ""] = globSync(join(machine.upper, "root", name, `boot/rackberry/**/${program}*.deb`));
    assert.equal(hashOf(on), hashOf(join(release, `${program}_${version}_amd64.deb`)), program);
  }
}

/** Makes a rack, and its master's card in a folder that looks like a boot partition. */
async function card(name: string, command: readonly string[], options: readonly string[]) {
  const home = join(machine.upper, "root", name);
  for (const [file, content] of Object.entries(UBUNTU)) {
    mkdirSync(dirname(join(home, "boot", file)), { recursive: true });
    writeFileSync(join(home, "boot", file), content);
  }
  const init = await machine.exec([...command, "init", `/root/${name}/rack`]);
  assert.equal(init.code, 0, init.stderr);
  assert.ok(existsSync(join(home, "rack/secrets/release.key")));
  const args = ["card", "--master", "--arch", "amd64", ...options, `/root/${name}/boot`];
  return machine.exec([...command, "-C", `/root/${name}/rack`, ...args]);
}

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
