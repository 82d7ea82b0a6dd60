/**
 * Upstream cannot be asked here, so a server on loopback stands for it: it has what the rack built, in upstream's layout,
 * and the same programs (apt, gpg, skopeo) fetch from it.
 */
import assert from "node:assert/strict";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { reply } from "../web-server.ts";
import type { Workshop } from "./cache.ts";
import { fromUpstream, type Upstream } from "./from-upstream.ts";
import { type Artifacts, buildAll } from "./index.ts";
import { chooseSource, type KubernetesSource, type Offer } from "./kubernetes-source.ts";
import { lockCache } from "./lock.ts";
import { layoutOf } from "./registry.ts";
import { freePort, withRegistry } from "./registry-server.ts";
import { runner } from "./tool.ts";
import { COMMON_IMAGES, DEFAULT_MINOR, RELEASES } from "./versions.ts";

const { version } = RELEASES[DEFAULT_MINOR];
let artifacts: Artifacts;
let fingerprint: string;
/** What happens to an answer on its way: undefined lets it through. */
let disturb: (path: string) => "cut" | "forge" | "missing" | undefined = () => undefined;
const server = createServer(serve);

before(async () => {
  artifacts = await buildAll();
  const folder = mkdtempSync(join(tmpdir(), "upstream-"));
  const run = runner({ log: join(folder, "log") });
  const shown = await run(["gpg", "--homedir", folder, "--with-colons", "--show-keys", artifacts.kubernetesKey]);
  fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(shown)?.[1] ?? "";
  rmSync(folder, { recursive: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("packages come from the repository, verified by its key", async (context) => {
  const { source } = await upstream(context);
  const found = readdirSync(await source.packages(DEFAULT_MINOR, "amd64")).sort();
  assert.deepEqual(
    found.map((name) => name.split("_")[0]),
    ["cri-tools", "kubeadm", "kubectl", "kubelet", "kubernetes-cni"],
  );
  assert.ok(found.includes(`kubeadm_${version}-1.1_amd64.deb`), found.join(" "));
});

test("a cut download is an error in apt's words, nothing half is kept, and the next try succeeds", async (context) => {
  const { source, workshop } = await upstream(context);
  disturb = (path) => (path.includes("/kubelet_") ? "cut" : undefined);
  context.after(() => {
    disturb = () => undefined;
  });
  await assert.rejects(source.packages(DEFAULT_MINOR, "amd64"), /apt-get.* exited 100: .*kubelet/s);
  assert.deepEqual(finished(workshop, "upstream-packages"), []);
  disturb = () => undefined;
  assert.equal(readdirSync(await source.packages(DEFAULT_MINOR, "amd64")).length, 5);
});

test("an index with a wrong signature is refused", async (context) => {
  const { source, workshop } = await upstream(context);
  disturb = (path) => (path.endsWith("/InRelease") || path.endsWith("/Release") ? "forge" : undefined);
  context.after(() => {
    disturb = () => undefined;
  });
  await assert.rejects(source.packages(DEFAULT_MINOR, "amd64"), /BADSIG|not signed|NOSPLIT|signature/);
  assert.deepEqual(finished(workshop, "upstream-packages"), []);
});

test("another key than the known one is named, whatever it signs", async (context) => {
  const { source } = await upstream(context, { fingerprint: "0".repeat(40) });
  await assert.rejects(
    source.packages(DEFAULT_MINOR, "amd64"),
    new RegExp(`Release\\.key is another key than 0{40}: ${fingerprint}`),
  );
});

test("a version that is not there is an error in apt's words", async (context) => {
  const { source } = await upstream(context);
  disturb = (path) => (path.includes("/kubeadm_") ? "missing" : undefined);
  context.after(() => {
    disturb = () => undefined;
  });
  await assert.rejects(source.packages(DEFAULT_MINOR, "amd64"), /kubeadm.*404|404.*kubeadm/s);
});

test("images are copied by digest; one that is missing is an error in skopeo's words", {
  timeout: 120_000,
}, async (context) => {
  const folder = temporary(context);
  const run = runner({ log: join(folder, "registry.log") });
  await withRegistry(run, folder, artifacts.registry, async (host) => {
    const registries = { "registry.k8s.io": host, "ghcr.io": host, "docker.io": host };
    const { source, workshop, lines } = await upstream(context, { registries });
    const images = await source.commonImages("amd64");
    for (const image of COMMON_IMAGES) {
      const index = JSON.parse(readFileSync(join(layoutOf(images, image), "index.json"), "utf8"));
      assert.equal(index.manifests.length, 1, image.repository);
    }
    assert.equal(lines.filter((line) => /@sha256:[0-9a-f]{64}$/.test(line)).length, COMMON_IMAGES.length);
    // 1.37's are not in this registry.
    await assert.rejects(source.clusterImages("1.37", "amd64"), /manifest unknown|not found/);
    assert.deepEqual(finished(workshop, "upstream-images-1.37"), []);
  });
});

test("who does not answer is named with the reason, and so is everything that a machine lacks", async (context) => {
  const folder = temporary(context);
  const workshop = { root: folder, lock: 0, say: () => undefined };
  const host = `127.0.0.1:${await freePort()}`;
  const nobody = await fromUpstream(workshop, { minors: [DEFAULT_MINOR] }, { ...place(), packages: `http://${host}/` });
  assert.equal(nobody, `${host} is not reached from here (ECONNREFUSED)`);
  await assert.rejects(
    chooseSource([async () => nobody, async () => "Go 1.26 or newer is not installed"]),
    /^Error: Kubernetes cannot be had on this machine: \S+ is not reached from here \(ECONNREFUSED\), and Go 1\.26 or newer is not installed$/,
  );
  const go: Offer = { description: "built" } as KubernetesSource;
  assert.equal((await chooseSource([async () => nobody, async () => go])).description, `${nobody}; so built`);
});

const place = (): Upstream => {
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    packages: `http://${host}/core:/stable:/`,
    fingerprint,
    registries: { "registry.k8s.io": host, "ghcr.io": host, "docker.io": host },
    plain: true,
  };
};

async function upstream(context: TestContext, more: Partial<Upstream> = {}) {
  const root = temporary(context);
  const lock = await lockCache(root, () => undefined);
  context.after(() => lock[Symbol.dispose]());
  const lines: string[] = [];
  const workshop: Workshop = { root, lock: lock.fd, say: (line) => lines.push(line) };
  const source = await fromUpstream(workshop, { minors: [DEFAULT_MINOR] }, { ...place(), ...more });
  assert.ok(typeof source !== "string", String(source));
  return { source, workshop, lines };
}

const finished = ({ root }: Workshop, name: string) => readdirSync(root).filter((entry) => entry.startsWith(name));

function temporary(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "upstream-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  const headers = { ...request.headers, host: "pkgs.k8s.io" };
  const { url = "" } = request;
  const answer = reply(artifacts.web, { method: request.method, url, headers });
  const how = disturb(url);
  if (how === "missing") return void response.writeHead(404).end();
  if (how === "forge" && answer.body) {
    // A signed file with one more word in it.
    const text = readFileSync(answer.body.file, "utf8").replace("Kubernetes packages", "Other packages");
    return void response.writeHead(200).end(text);
  }
  response.writeHead(answer.status, answer.headers);
  if (!answer.body) return void response.end();
  if (how === "cut") {
    const half = { start: 0, end: Math.floor(statSync(answer.body.file).size / 2) };
    createReadStream(answer.body.file, half)
      .on("end", () => setImmediate(() => response.destroy()))
      .pipe(response, { end: false });
    return;
  }
  createReadStream(answer.body.file, answer.body).pipe(response);
}
