/** The positive controls, also without product code: an owner asks for the status, a coordinator awaits a greeting. */
import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "../act.ts";
import { percentile } from "../pace.ts";
import { openSession } from "../session.ts";
import { type Party, party, type Target } from "../wire/tls.ts";

export interface ProbeArgs {
  readonly target: Target;
  /** The owner's token, or the coordinator's key. */
  readonly secret: string;
  readonly seconds: number;
  /** Milliseconds between two tries. */
  readonly every: number;
}

/** Milliseconds after which a try counts as unanswered. */
const PATIENCE = 5_000;

export const owner: Act<ProbeArgs> = (args, { signal }) => sample(args, signal, () => status(args));

export const greeted: Act<ProbeArgs> = (args, { signal }) => {
  const pinned = party({ key: args.secret });
  return sample(args, signal, () => greeting(args.target, pinned));
};

async function sample({ seconds, every }: ProbeArgs, signal: AbortSignal, ask: () => Promise<void>): Promise<object> {
  const served: number[] = [];
  let missed = 0;
  const end = performance.now() + seconds * 1000;
  do {
    const begun = performance.now();
    await ask().then(
      () => served.push(performance.now() - begun),
      () => missed++,
    );
    await sleep(Math.max(0, every - (performance.now() - begun)), undefined, { signal }).catch(() => {});
  } while (performance.now() < end && !signal.aborted);
  const round = (ms: number) => Math.round(ms * 10) / 10;
  const [p50, p95, max] = [50, 95, 100].map((percent) => round(percentile(served, percent)));
  return { served: served.length, missed, p50, p95, max };
}

function status({ target, secret }: ProbeArgs): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secret}`, connection: "close" };
    const path = "/v1/status";
    const options = { ...target, path, headers, rejectUnauthorized: false, agent: false, timeout: PATIENCE };
    const outgoing = request(options, (response) => {
      response.resume();
      response.once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error("refused"))));
    });
    const cut = setTimeout(() => outgoing.destroy(new Error("late")), PATIENCE);
    outgoing.once("close", () => clearTimeout(cut));
    outgoing.once("error", reject);
    outgoing.end();
  });
}

async function greeting(target: Target, pinned: Party): Promise<void> {
  using session = await openSession(target, pinned);
  const first = await session.next(PATIENCE / 1000);
  if (first?.kind !== "greeting") throw new Error("no greeting");
}
