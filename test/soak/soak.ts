/** Does what a rack does in months, and compares what the process retains before and after. */
import { setTimeout as sleep } from "node:timers/promises";
import { visit } from "../../packages/coordinator/src/fleet/admission/visit.ts";
import type { Fleet } from "../../packages/coordinator/src/fleet/entry/fleet.ts";
import type { Session } from "../../packages/coordinator/src/fleet/nodes/connected.ts";
import { journalOf } from "../../packages/coordinator/src/fleet/nodes/node-log.ts";
import { begin } from "../../packages/coordinator/src/fleet/work/index.ts";
import { type Footprint, footprint, growth } from "./footprint.ts";
import { nobody } from "./nobody.ts";
import { soakRack } from "./soak-rack.ts";

export interface Rounds {
  readonly dials: number;
  readonly reconnects: number;
  readonly commands: number;
}

const AGENTS = 6;
/** Per hundred commands: operations with steps, and journals that are read. The rest ask for facts. */
const OPERATIONS = 10;
const JOURNALS = 4;
/** Dials at once, and those per part that reach a silent endpoint and last until the dial's own deadline. */
const AT_ONCE = 8;
const SILENT = 32;

/** The growth after the first `warmUp` share of the work, until its end. `tell` is called with what has been done. */
export async function soak(
  rounds: Rounds,
  { warmUp = 0.1, tell = () => {} }: { warmUp?: number; tell?: (line: string) => void } = {},
): Promise<Footprint> {
  await using rack = await soakRack(AGENTS);
  await using strangers = await nobody(rack.identity);
  const { fleet, lifelong } = rack;
  const [, life] = lifelong as [AbortSignal, AbortSignal];
  const visitors = new AbortController();
  const visiting = rack.agents.map(({ endpoint }) => visitForEver(fleet, endpoint, life, visitors.signal));
  await until(() => fleet.store.nodes().filter(({ phase }) => phase === "ready").length === AGENTS);

  const part = async ({ dials, reconnects, commands }: Rounds) => {
    const silent = Array.from({ length: SILENT }, () => visit(fleet, strangers.silent, life));
    await many(dials, AT_ONCE, async (one) => {
      const endpoint = strangers.endpoints[one % strangers.endpoints.length] ?? "";
      const { kind } = await visit(fleet, endpoint, life);
      if (kind === "served" || kind === "refused" || kind === "duplicate") throw new Error(`${endpoint}: ${kind}`);
    });
    await Promise.all(silent);
    tell(`${dials} dials have failed`);
    const names = fleet.store.nodes().map(({ name }) => name);
    await many(reconnects, AGENTS, (_, lane) => reconnect(fleet, names[lane] ?? ""));
    tell(`${reconnects} reconnects`);
    await many(commands, AGENTS, (one, lane) => command(fleet, names[lane] ?? "", one));
    tell(`${commands} commands`);
  };

  const shares = (share: number): Rounds => ({
    dials: Math.round(rounds.dials * share),
    reconnects: Math.round(rounds.reconnects * share),
    commands: Math.round(rounds.commands * share),
  });
  await part(shares(warmUp));
  const before = await footprint(lifelong);
  await part(shares(1 - warmUp));
  const after = await footprint(lifelong);
  visitors.abort();
  for (const { link } of fleet.sessions.values()) link.terminate();
  await Promise.all(visiting);
  return growth(before, after);
}

/** Replaces the coordinator's own loop, whose pauses would make this take days. */
async function visitForEver(fleet: Fleet, endpoint: string, life: AbortSignal, enough: AbortSignal): Promise<void> {
  while (!enough.aborted) {
    const { kind } = await visit(fleet, endpoint, life);
    if (kind !== "served") await sleep(5);
  }
}

/** Runs `work` `count` times, `lanes` at once. */
async function many(count: number, lanes: number, work: (one: number, lane: number) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async (lane: number) => {
    while (next < count) await work(next++, lane);
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
}

/** Breaks the connection; the node is back once its new session has applied its spec. */
async function reconnect(fleet: Fleet, name: string): Promise<void> {
  const before = fleet.sessions.get(name);
  before?.link.terminate();
  // Months of reconnections happen in minutes here.
  fleet.flapping.clear();
  const isBack = (session: Session | undefined) => session !== before && session?.applied && !session.busy;
  await until(() => isBack(fleet.sessions.get(name)) === true);
}

async function command(fleet: Fleet, name: string, one: number): Promise<void> {
  const session = fleet.sessions.get(name);
  if (!session?.facts) throw new Error(`${name} is not connected`);
  const kind = one % 100;
  if (kind < OPERATIONS && !session.busy) {
    const { signal } = new AbortController();
    return void (await begin(fleet, session, "refresh", { facts: session.facts, signal }));
  }
  if (kind < OPERATIONS + JOURNALS) {
    const enough = new AbortController();
    const lines = journalOf(session, { follow: kind % 2 === 0, lines: 10 }, enough.signal);
    setImmediate(() => enough.abort());
    for await (const _ of lines);
    return;
  }
  await session.connection.request({ kind: "getFacts", value: {} }, "facts");
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error("not in 30 seconds");
    await sleep(2);
  }
}
