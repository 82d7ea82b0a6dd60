/**
 * The hostile peer: one act, then it exits. Arguments: the act and its time limit in seconds. Its options are one line
 * of JSON on standard input; another line or the end of the input stops it early. What it saw is the last line
 * on standard output. It shares no code with the product.
 */
import { createInterface } from "node:readline";
import type { Act } from "./act.ts";
import { agent, agents } from "./acts/agent.ts";
import { api } from "./acts/api.ts";
import { certificates } from "./acts/certificates.ts";
import { datagrams } from "./acts/datagrams.ts";
import { frames } from "./acts/frames.ts";
import { kinds } from "./acts/kinds.ts";
import { kube } from "./acts/kube.ts";
import { packages } from "./acts/packages.ts";
import { greeted, owner } from "./acts/probes.ts";
import { sockets } from "./acts/sockets.ts";
import { traps } from "./acts/traps.ts";

// biome-ignore lint/suspicious/noExplicitAny: each act parses nothing: its director is this repository's own.
const ACTS: Readonly<Record<string, Act<any>>> = {
  ...{ agent, agents, api, certificates, datagrams, frames, kinds, kube, packages, greeted, owner, sockets, traps },
};

const [name = "", seconds = "0"] = process.argv.slice(2);
const act = ACTS[name];
if (!act) throw new Error(`no such act: ${name}`);
const end = new AbortController();
const say = (word: object) => void process.stdout.write(`${JSON.stringify(word)}\n`);
setTimeout(() => end.abort(), Number(seconds) * 1000).unref();
// Whatever an act has left open must not keep the process alive.
setTimeout(() => process.exit(3), Number(seconds) * 1000 + 10_000).unref();
process.on("uncaughtException", (error) => {
  say({ error: String(error.stack) });
  process.exit(1);
});

const lines = createInterface({ input: process.stdin });
lines.on("close", () => {
  end.abort();
  setTimeout(() => process.exit(4), 5_000).unref();
});
lines.once("line", (line) => {
  lines.on("line", () => end.abort());
  act(JSON.parse(line), { signal: end.signal, say }).then(
    (done) => {
      say({ done });
      process.exit(0);
    },
    (error) => {
      say({ error: String(error?.stack ?? error) });
      process.exit(1);
    },
  );
});
