/** The agent queries a package repository with the real apt: which versions exist, and the reason when none do. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { findVersions } from "../../packages/agent/src/executor/versions.ts";
import type { Host } from "../../packages/agent/src/host/host.ts";
import { linuxHost } from "../../packages/agent/src/host/linux-host.ts";
import { askRepository } from "../../packages/agent/src/steps/packages/apt-repository.ts";
import { exactPackages } from "../../packages/agent/src/steps/packages/kubernetes-index.ts";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";
import { type DebianLab, debianLab } from "./debian-lab.ts";

const KEYRING = "/etc/apt/keyrings/kubernetes-apt-keyring.asc";
const folder = join(tmpdir(), `rackberry-apt-${process.pid}`);
const real = linuxHost();
/** This machine, except for the key that a Pi may have kept. */
const hostWith = (kept?: string): Host => ({
  ...real,
  read: async (path) => (path === KEYRING ? kept : real.read(path)),
});
const host = hostWith();

let lab: DebianLab;
let good: string;
let other: string;
let expired: string;
let here: string;

before(async () => {
  await installHostPackages(cacheRoot(), () => {});
  here = execFileSync("dpkg", ["--print-architecture"], { encoding: "utf8" }).trim();
  lab = await debianLab({
    "/forbidden/": (_, response) => response.writeHead(403).end(),
    "/broken/": (_, response) => response.writeHead(503).end(),
    "/page/": (_, response) => response.end("<!doctype html><html><body>Welcome to the hotel</body></html>"),
    "/torn/": (request, response) => {
      const file = request.url?.endsWith("InRelease") ? "good/InRelease" : undefined;
      if (!file) return void response.end("Package: kubeadm\n");
      void fetch(`${lab.url}/${file}`).then(async (answer) => response.end(await answer.text()));
    },
  });
  [good, other, expired] = [lab.key("good"), lab.key("other"), lab.key("expired", { expired: true })];
  const versions = ["1.36.3-1.1", "1.36.0-1.1", "1.36.10-1.1", "1.36.3-2.1", "1.37.2-1.1", "1.37.0~rc.1-1.1"];
  lab.repository("good", { key: "good", versions, architecture: here });
  lab.repository("older", { key: "good", versions: ["1.35.6-1.1"], architecture: here });
  lab.repository("elsewhere", { key: "good", versions: ["1.36.3-1.1"], architecture: "riscv64" });
  lab.repository("nothing", { key: "good", versions: ["1.0"], architecture: here, names: ["hello"] });
  lab.repository("partly", {
    key: "good",
    versions: ["1.36.3-1.1"],
    architecture: here,
    names: ["kubeadm", "kubectl"],
  });
  lab.repository("expired", { key: "expired", versions: ["1.36.3-1.1"], architecture: here });
  lab.repository("unsigned", { key: "good", versions: ["1.36.3-1.1"], architecture: here, unsigned: true });
});
after(() => lab[Symbol.asyncDispose]());

const find = (path: string, key = good, minor = "1.36") =>
  findVersions(host, { packages: { url: `${lab.url}/${path}/`, key }, minor }, { folder });

test("the patch versions of one minor are listed, newest first, and nothing of the host's apt changes", async () => {
  const prints = aptState();
  assert.deepEqual(await find("good"), ["1.36.10", "1.36.3", "1.36.0"]);
  assert.deepEqual(await find("good", good, "1.37"), ["1.37.2"]);
  assert.deepEqual(aptState(), prints);
  assert.equal(existsSync(folder), false);
});

test("what a killed agent left does not count, and goes", async () => {
  mkdirSync(join(folder, "lists"), { recursive: true });
  const list = "Package: kubeadm\nVersion: 1.36.9-1.1\nArchitecture: all\n";
  writeFileSync(join(folder, "lists/left_over_Packages"), list);
  assert.deepEqual(await find("older", good, "1.35"), ["1.35.6"]);
  assert.equal(existsSync(folder), false);
});

test("what others run around an update of the host's lists is not run", async () => {
  const settings: string[] = [];
  const listening: Host = {
    ...host,
    run: async ([program, ...args], options) => {
      const own = args.filter((word) => word.startsWith("-o"));
      if (program === "apt-get") settings.push(await real.run(["apt-config", ...own, "dump"], options));
      return real.run([program, ...args], options);
    },
  };
  const source = { packages: { url: `${lab.url}/good/`, key: good }, minor: "1.36" };
  await findVersions(listening, source, { folder });
  assert.match(settings.join(""), /^Dir::State "\/.*rackberry-apt-/m);
  assert.doesNotMatch(settings.join(""), /^APT::Update::\S+Invoke\S*:: /m);
});

test("two who ask at once both get their answer", async () => {
  const answers = await Promise.all([find("good"), find("older", good, "1.35"), find("good", good, "1.37")]);
  assert.deepEqual(answers, [["1.36.10", "1.36.3", "1.36.0"], ["1.35.6"], ["1.37.2"]]);
});

test("a question that is given up ends, and leaves nothing", async () => {
  const stop = new AbortController();
  stop.abort(new Error("the coordinator went away"));
  const source = { packages: { url: `${lab.url}/good/`, key: good }, minor: "1.36" };
  await assert.rejects(findVersions(host, source, { folder, signal: stop.signal }), /went away/);
  assert.equal(existsSync(folder), false);
});

const FAILURES: readonly (readonly [what: string, path: string, sentence: RegExp, key?: () => string])[] = [
  ["a folder that is not there", "none", /none\/ does not exist \(404\): .*: check packages\.url/],
  ["a server that refuses", "forbidden", /does not let this Pi in: 403 Forbidden: /],
  ["a server in trouble", "broken", /reports an error of its own: 503 Service Unavailable: wait/],
  ["a page in place of an index", "page", /something other than a package list, such as a login page: /],
  ["a list that was not signed so", "torn", /torn\/ differs from the signed one: /],
  ["another minor's content", "older", /older\/ has Kubernetes 1\.35 but not 1\.36: check packages\.url/],
  ["another architecture only", "elsewhere", /has Kubernetes 1\.36 for riscv64 but not for this Pi's \w+: /],
  ["nothing of Kubernetes", "nothing", /has no Kubernetes packages: /],
  ["a part of Kubernetes", "partly", /no version of Kubernetes 1\.36 with all of kubeadm, kubelet and kubectl: /],
  ["an expired key", "expired", /has expired: EXPKEYSIG \w+ expired@lab: .*packages\.key/, () => expired],
  ["another key", "good", /signed with a key that this Pi does not trust: NO_PUBKEY \w+: .*packages\.key/, () => other],
  ["no signature", "unsigned", /unsigned\/ is not signed: /],
  ["a key that is none", "good", /good\/ cannot be read or does not match its signature: .*packages\.key/, notAKey],
];
for (const [what, path, sentence, key] of FAILURES) {
  test(`${what} is said in one sentence`, async () => {
    await assert.rejects(find(path, key?.() ?? good), (cause) => {
      assert.ok(cause instanceof AppError && cause.code === "refused");
      assert.match(cause.message, sentence);
      assert.doesNotMatch(cause.message, /\n/);
      return true;
    });
    assert.equal(existsSync(folder), false);
  });
}

test("a server that nobody runs, and a name that nobody has, are said", async () => {
  const ask = (url: string) => findVersions(host, { packages: { url, key: good }, minor: "1.36" }, { folder });
  await assert.rejects(ask("http://127.0.0.1:1/"), /nothing answers at http:\/\/127\.0\.0\.1:1\/: Could not connect/);
  await assert.rejects(ask("http://no-such.invalid/"), /no-such\.invalid\/ cannot be resolved: Could not resolve/);
});

const ask = (path: string, { kept, key = "" }: { kept?: string; key?: string }) =>
  askRepository(hostWith(kept), { packages: { url: `${lab.url}/${path}/`, key }, aptProxy: "" }, { folder });

test("a patch that is missing is refused with those that exist; the one that is there is named exactly", async () => {
  const repository = await ask("good", { key: good });
  assert.throws(() => exactPackages(repository, ["kubelet"], "1.36.9"), {
    code: "refused",
    message: /^Kubernetes 1\.36\.9 is not in http.*\/good\/: it has 1\.36\.0, 1\.36\.3 and 1\.36\.10: /,
  });
  assert.deepEqual(exactPackages(repository, ["kubeadm", "kubelet"], "1.36.3"), [
    "kubeadm=1.36.3-2.1",
    "kubelet=1.36.3-2.1",
  ]);
});

test("a kept key that has expired or is another's is fetched anew, once; a fetched one that is bad is not taken", async () => {
  lab.put("good/Release.key", good);
  assert.equal((await ask("good", { kept: expired })).key, good);
  assert.equal((await ask("good", { kept: other })).key, good);
  assert.equal((await ask("good", {})).key, good);
  const fetches = () => lab.asked.filter((path) => path === "/expired/Release.key").length;
  lab.put("expired/Release.key", expired);
  await assert.rejects(ask("expired", { kept: expired }), /expired\/ has expired: EXPKEYSIG .*packages\.key/);
  assert.equal(fetches(), 1);
  await assert.rejects(ask("expired", {}), /has expired/);
  assert.equal(fetches(), 2);
  lab.put("older/Release.key", "<html>");
  await assert.rejects(ask("older", {}), /older\/Release\.key is not an ASCII-armoured PGP key: set packages\.key/);
  await assert.rejects(ask("unsigned", {}), /unsigned\/Release\.key does not exist \(404\): 404 Not Found: /);
});

test("a key from rack.yaml is never replaced by a fetched one", async () => {
  await assert.rejects(ask("good", { key: other }), /signed with a key that this Pi does not trust/);
});

function notAKey(): string {
  return "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n";
}

/** Names and content of the files that apt itself keeps. */
function aptState(): readonly string[] {
  return ["/etc/apt", "/var/lib/apt/lists"].flatMap((path) =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return `${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
      })
      .sort(),
  );
}
