/** What an attack does to its victims, measured while honest peers are served as positive controls. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Figures } from "./attack.ts";
import { agentOf, apiOf, type Field, laptop } from "./field.ts";
import type { Running } from "./hostile.ts";
import { type Reading, read, resetPeak } from "./victims.ts";

export interface Measuring {
  readonly seconds: number;
  /** An honest new Pi arrives in the middle of the attack. */
  readonly newcomer?: boolean;
  /** The rightful coordinator connects to the worker's door, from the master. */
  readonly client?: boolean;
}

interface Sample {
  readonly served: number;
  readonly missed: number;
  readonly p95: number;
  readonly max: number;
}

const MIB = 1024 * 1024;
/** Milliseconds between two tries of a probe. */
const EVERY = 200;
/** Seconds until a new Pi counts as not adopted. */
const PATIENCE = 12;
/** Milliseconds between the start of an attack and the newcomer's announcement. */
const WARM_UP = 1_000;

/** `attack` resolves once it is under way; it lasts for at least `seconds`, and is ended here. */
export async function measured(
  field: Field,
  { seconds, newcomer = false, client = false }: Measuring,
  attack: () => Promise<readonly Running<object>[]> | readonly Running<object>[],
): Promise<Figures & { readonly saw: readonly object[] }> {
  const rest = await both(field);
  for (const reading of Object.values(rest)) if (reading) resetPeak(reading);
  const acts = await attack();
  const before = await both(field);
  const started = performance.now();
  const { secrets, addresses } = field;
  const probe = { seconds: Math.max(1, seconds - 1), every: EVERY };
  const asks = field.act<Sample>(
    "owner",
    { ...probe, target: apiOf(addresses.master), secret: secrets.token },
    { seconds: seconds + 20, at: laptop },
  );
  const knocks = client
    ? field.act<Sample>(
        "greeted",
        { ...probe, target: agentOf(addresses.worker), secret: secrets.coordinatorKey },
        { seconds: seconds + 20, at: field.onMaster },
      )
    : undefined;
  const adopted = newcomer ? await adoption(field) : undefined;
  await sleep(Math.max(0, seconds * 1000 - (performance.now() - started)));
  const during = await both(field);
  const saw = await Promise.all(acts.map((act) => act.stop()));
  const [status, door] = await Promise.all([asks.done, knocks?.done]);
  return {
    ...figuresOf(rest, before, during),
    statusP95: status.p95 ?? Number.POSITIVE_INFINITY,
    statusMissed: status.missed,
    ...(door && { clientMax: door.max ?? Number.POSITIVE_INFINITY, clientMissed: door.missed }),
    ...(adopted !== undefined && { adopted }),
    saw,
  };
}

interface Both {
  readonly agent: Reading | undefined;
  readonly coordinator: Reading | undefined;
}

async function both({ worker, master }: Field): Promise<Both> {
  const [agent, coordinator] = await Promise.all([read(worker, "pi-agent"), read(master, "pi-coordinator")]);
  return { agent, coordinator };
}

/** Growth is measured from `rest`; rates, from the moment the attack is under way. */
function figuresOf(rest: Both, before: Both, during: Both): Figures {
  const percent = (one: keyof Both) => {
    const [a, b] = [before[one], during[one]];
    return a && b && a.pid === b.pid ? (100 * (b.cpuMs - a.cpuMs)) / (b.at - a.at) : Number.NaN;
  };
  const grown = (one: keyof Both) => ((during[one]?.peak ?? Number.NaN) - (rest[one]?.rss ?? Number.NaN)) / MIB;
  const lines = (one: keyof Both) => {
    const [a, b] = [before[one], during[one]];
    return a && b ? (60_000 * (b.lines - a.lines)) / (b.at - a.at) : Number.NaN;
  };
  const died = (one: keyof Both) => (rest[one] && rest[one].pid === during[one]?.pid ? 0 : 1);
  return {
    agentCpu: percent("agent"),
    agentGrowth: grown("agent"),
    coordinatorCpu: percent("coordinator"),
    coordinatorGrowth: grown("coordinator"),
    restarts: died("agent") + died("coordinator"),
    agentLines: lines("agent"),
    coordinatorLines: lines("coordinator"),
    written: ((during.coordinator?.written ?? Number.NaN) - (rest.coordinator?.written ?? Number.NaN)) / MIB,
  };
}

/** Seconds from the first announcement of an honest simulated Pi to its adoption; infinite when it is not adopted. */
export async function adoption(field: Field, patience = PATIENCE): Promise<number> {
  await sleep(WARM_UP);
  const { cardId, cardSecret } = field.card();
  const address = await field.guest();
  const args = { address, cardSecret, greeting: { serial: field.serial(), cardId }, joined: true };
  const newcomer = field.act("agent", args, { seconds: patience + 20, at: field.guests });
  try {
    const { ms } = await newcomer.heard<{ ms: number }>((word) => word.listens === true, 15);
    const { adopted } = await newcomer.heard<{ adopted: number }>((word) => "adopted" in word, patience);
    return (adopted - ms) / 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  } finally {
    await newcomer.stop().catch(() => undefined);
  }
}
