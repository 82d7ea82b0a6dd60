/** A coordinator that falls silent, never answers, or answers something unexpected. */
import assert from "node:assert/strict";
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { apiToken } from "@rackberry/protocol";
import { type Client, client } from "../../packages/cli/src/coordinator/client.ts";
import { recordCards } from "../../packages/cli/src/rack/card-list.ts";
import { readSecrets } from "../../packages/cli/src/rack/rack-directory.ts";
import { debOf, rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import { tlsIdentity } from "../../packages/coordinator/src/identity.ts";
import { pictl } from "./pictl.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Answers with these bytes, in pieces, and then sends nothing and closes nothing, unless it `ends`. */
async function answering(rack: Folder, body: string | undefined, { ends = false } = {}) {
  const { key, cert } = await tlsIdentity(`${rack.path}/secrets/coordinator.key`, `${rack.path}/certificate`);
  const server = createServer({ key, cert }, (_, response) => {
    if (body === undefined) return;
    response.writeHead(200, { "content-type": "application/json" });
    if (ends) response.end(body);
    else response.write(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function clientOf(rack: Folder, port: number, patience: number): Promise<Client> {
  const { pin, rackSecret } = await readSecrets(rack.path);
  const { signal } = new AbortController();
  return client({ endpoint: { host: "127.0.0.1", port }, pin, token: apiToken(rackSecret), signal, patience });
}

const QUESTIONS: readonly (readonly [name: string, ask: (client: Client) => Promise<unknown>])[] = [
  ["status", (client) => client.status()],
  ["plan", (client) => client.planFor({ files: {} })],
  ["kubeconfig", (client) => client.kubeconfig()],
  ["reset", (client) => client.reset({ node: "node1" })],
  ["watch", (client) => Array.fromAsync(client.watch())],
  ["logs", (client) => Array.fromAsync(client.logs({ node: "node1", follow: true, lines: 1 }))],
];

test("an answer that never comes, or never ends, has an end and a sentence", async () => {
  using rack = await rackDirectory();
  for (const body of [undefined, '{"rack":', "\n"]) {
    await using silent = await answering(rack, body);
    const client = await clientOf(rack, silent.port, 200);
    for (const [name, ask] of QUESTIONS) {
      const message = /did not answer within 0\.2 s: is the master very busy|has sent nothing for 0\.2 s/;
      await assert.rejects(ask(client), { code: "disconnected", message }, `${name} ${body}`);
    }
  }
});

const STRANGE: readonly string[] = [
  ...["null", "[]", "{}", '"words"', "7", "<html>", '{"rack":1}', '{"kubeconfig":7}'],
  '{"rack":"a","kubernetesVersion":"1","cluster":{"state":"up"},"notices":[],"nodes":[{}],"strangers":[]}',
  '{"rack":"a","kubernetesVersion":"1","cluster":null,"notices":[],"nodes":7,"strangers":[]}',
  '{"notices":[],"nodes":[{"name":"a","changes":{}}]}',
];

test("what another version answers is told as that, and no word of the engine's", async () => {
  using rack = await rackDirectory();
  const { key, cert } = await tlsIdentity(`${rack.path}/secrets/coordinator.key`, `${rack.path}/certificate`);
  let body = "";
  const server = createServer({ key, cert }, (_, response) => void response.end(body));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    for (body of STRANGE) {
      for (const verb of ["status", "plan", "kubeconfig"]) {
        const { code, printed, noted } = await pictl(rack, server.address() as AddressInfo, [verb]);
        assert.deepEqual([code, printed], [1, []], `${verb}: ${body}`);
        assert.match(
          noted.join("\n"),
          /^pictl: pictl \S+ does not understand the coordinator's answer, because their versions differ/,
        );
      }
    }
  } finally {
    server.close();
  }
});

const NODE = { name: "a", role: "worker", serial: "1", model: "", phase: "ready", detail: "", since: 1 };
const PART = { rack: "a", kubernetesVersion: "1", cluster: { state: "up" }, notices: [], nodes: [NODE], strangers: [] };
const ROLLOUT = { id: "1", version: "1", startedAt: 1, state: "running", nodes: [] };

test("what may be absent and is there is judged too: no field that is shown can be of another kind", async () => {
  using rack = await rackDirectory();
  const wrong: readonly object[] = [
    ...["address", "agentVersion", "model"].map((key) => ({ nodes: [{ ...NODE, [key]: 7 }] })),
    { nodes: [{ ...NODE, culprits: ["words"] }] },
    { nodes: [{ ...NODE, hardware: { processor: "x", cores: 4 } }] },
    { kubernetesWanted: {} },
    { cluster: { state: "up", server: [] } },
    { rollout: { ...ROLLOUT, version: undefined } },
    { rollout: { ...ROLLOUT, nodes: [{ name: "a", state: "done" }] } },
    { mirror: { state: "filled", detail: "x" } },
  ];
  for (const change of [{}, ...wrong]) {
    await using answers = await answering(rack, JSON.stringify({ ...PART, ...change }), { ends: true });
    const { code, printed, noted } = await pictl(rack, answers, ["status"]);
    const isGood = wrong.every((one) => one !== change);
    assert.deepEqual([code, printed.length > 0], isGood ? [0, true] : [1, false], JSON.stringify(change));
    if (!isGood) assert.match(noted.join("\n"), /^pictl: pictl \S+ does not understand the coordinator's answer/);
  }
});

/** Lines as they arrive. */
function lines(stream: NodeJS.ReadableStream | null) {
  assert.ok(stream);
  const all: string[] = [];
  const reader = createInterface({ input: stream });
  reader.on("line", (line) => all.push(line));
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = all.find((line) => pattern.test(line));
      if (found !== undefined) return found;
      await once(reader, "line");
    }
  };
  return { all, until };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, "exit");
  return child.exitCode;
}

async function frozenLater(rack: Folder) {
  const api = fork(path("../light/api-main.ts"), [rack.path]);
  const [port] = (await once(api, "message")) as [number];
  const words = [path("../../packages/cli/src/main.ts"), "-C", rack.path, "--coordinator", `127.0.0.1:${port}`];
  return { api, words };
}

test("what reads the JSON may have seen enough, and may be full", async () => {
  using rack = await rackDirectory();
  const { api, words } = await frozenLater(rack);
  try {
    const watch = spawn(process.execPath, [...words, "status", "--watch", "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [err, out] = [lines(watch.stderr), lines(watch.stdout)];
    assert.equal(JSON.parse(await out.until(/./)).rack, "test");
    watch.stdout.destroy();
    assert.deepEqual([await ended(watch), err.all], [0, []]);
    const full = openSync("/dev/full", "w");
    const once = spawn(process.execPath, [...words, "status", "--json"], { stdio: ["ignore", full, "pipe"] });
    const said = lines(once.stderr);
    assert.equal(await ended(once), 1);
    assert.match(said.all.join("\n"), /^pictl: cannot write the answer to standard output: it is full/);
    closeSync(full);
  } finally {
    api.kill("SIGKILL");
  }
});

test("a master that loses its power under --watch is waited for, and ends logs -f with a sentence", async () => {
  using rack = await rackDirectory();
  const { api, words } = await frozenLater(rack);
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [...words, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    return { child, out: lines(child.stdout), err: lines(child.stderr) };
  };
  const [watch, logs] = [start("status", "--watch"), start("logs", "node1", "-f")];
  try {
    await Promise.all([watch.out.until(/node1: ready: watched 1/), logs.out.until(/a line/)]);
    // No goodbye: the frozen coordinator's kernel still answers, as a switch does for a while.
    api.kill("SIGSTOP");
    await watch.err.until(/^waiting: the coordinator has sent nothing for 20 s: has the master lost power/);
    assert.equal(await ended(logs.child), 1);
    assert.match(logs.err.all.join("\n"), /^pictl: the coordinator has sent nothing for 20 s[^\n]*$/);
    api.kill("SIGCONT");
    await watch.out.until(/node1: ready: watched [23]/);
    watch.child.kill("SIGINT");
    assert.equal(await ended(watch.child), 0);
    assert.doesNotMatch([...watch.err.all, ...logs.err.all].join("\n"), /Warning|await| {4}at /);
  } finally {
    for (const child of [watch.child, logs.child]) child.kill("SIGKILL");
    api.kill("SIGCONT");
    api.kill("SIGKILL");
  }
});

test("Ctrl-C at a coordinator that does not answer ends each verb with 130 and a sentence", async () => {
  using rack = await rackDirectory();
  await recordCards({ directory: rack.path }, [
    { id: "ab".repeat(16), role: "worker", time: "2026-11-27T00:00:00.000Z", os: "Ubuntu 24.04" },
  ]);
  rack.write("new/pi-agent_0.1.1_arm64.deb", debOf("package"));
  await using silent = await answering(rack, undefined);
  const sentences = {
    up: /^pictl: interrupted: the rack carries on by itself, and pictl up shows it again$/,
    apply:
      /^pictl: interrupted: the coordinator may have received this rack\.yaml all the same: pictl plan says whether it has$/,
    upgrade: /^pictl: interrupted: a rollout that has begun carries on in the rack, and pictl upgrade shows it again$/,
  };
  for (const [verb, sentence] of Object.entries(sentences)) {
    const asked = once(silent.server, "request");
    const stop = new AbortController();
    const more = verb === "upgrade" ? ["--packages", `${rack.path}/new`] : [];
    const ending = pictl(rack, silent, [verb, ...more], Number.POSITIVE_INFINITY, stop);
    await asked;
    stop.abort();
    const { code, noted } = await ending;
    assert.equal(code, 130, verb);
    assert.match(noted.at(-1) ?? "", sentence);
  }
});
