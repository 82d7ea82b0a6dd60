/** Announcements of agents that do not exist: which the coordinator dials, and what that costs. */
import type { Limits, Outcome } from "../attack.ts";
import type { Field } from "../field.ts";
import type { Running } from "../hostile.ts";
import { measured } from "../measure.ts";
import type { Trap } from "../peer/acts/traps.ts";
import { freshCoordinator } from "../say.ts";

/** Dials to unknown endpoints at once. Lines: how many a person can read. */
const LIMITS: Limits = {
  ...{ restarts: 0, statusP95: 100, statusMissed: 0, adopted: 5, dials: 16, coordinatorLines: 120, written: 2 },
};
/** Extra seconds beyond the measurement, in case a busy machine starts the probes late. */
const LASTS = 20;
const PORTS = [7440, 8001, 8002, 8003, 8004];

interface Swarm {
  readonly id: string;
  readonly of: string;
  readonly title: string;
  readonly sources: readonly string[];
  readonly perSecond: number;
  readonly trap?: Trap;
  /** Nobody has these addresses, so nothing ever answers from there. */
  readonly isForged?: boolean;
  /** The maximum number of dials to these sources. */
  readonly dials?: number;
}

export async function* dials(field: Field): AsyncGenerator<Outcome> {
  for (const one of swarms(field)) {
    await freshCoordinator(field);
    yield await swarm(field, one);
  }
}

function* swarms({ sources, foreign, isShort }: Field): Generator<Swarm> {
  const forged = { perSecond: 400, isForged: true };
  yield { ...forged, of: "C2 4 22", id: "dial-forged", title: "400 forged announcements a second", sources };
  if (!isShort)
    yield {
      ...forged,
      of: "C2 22",
      id: "dial-foreign",
      title: "the same from another network",
      sources: foreign,
      dials: 0,
    };
  const few: readonly Trap[] = ["fresh-key"];
  const more: readonly Trap[] = ["silent", "wrong-greeting", "closing", "http", "no-upgrade", "huge-greeting"];
  for (const trap of isShort ? few : [...few, ...more]) {
    const of = trap === "closing" ? "H3 18 22" : "C2 M5 22";
    yield {
      of,
      id: `dial-${trap}`,
      title: `${sources.length} addresses, ${PORTS.length} ports each`,
      sources,
      perSecond: 100,
      trap,
    };
  }
  if (isShort) return;
  const one = sources.slice(0, 1);
  yield {
    of: "M5 22",
    id: "dial-wrong-greeting-one",
    title: "one address alone",
    sources: one,
    perSecond: 50,
    trap: "wrong-greeting",
  };
  yield { of: "4", id: "dial-20000-services", title: "20,000 services of one address", sources: one, perSecond: 1_000 };
}

async function swarm(field: Field, one: Swarm): Promise<Outcome> {
  const { id, of, title, sources, perSecond, trap, isForged = false } = one;
  const seconds = field.isShort ? 6 : 15;
  const victims = Object.values(field.addresses);
  const args = { kinds: ["announcements"], ports: PORTS, perSecond, seconds: seconds + LASTS, sources, victims };
  const silence = (how: "-A" | "-D") =>
    field.lab.rack.exec([...field.hostile.enter(["iptables", how, "INPUT", "-p", "tcp", "-j", "DROP"])]);
  if (isForged) await silence("-A");
  const watch = watchDials(field, new Set(sources));
  try {
    const { saw: _, ...figures } = await measured(field, { seconds, newcomer: true }, async () => {
      const acts: Running<object>[] = [];
      if (trap) {
        const traps = field.act<object>(
          "traps",
          { trap, addresses: sources, ports: PORTS },
          { seconds: seconds + 2 * LASTS },
        );
        await traps.heard((word) => "ready" in word, 20);
        acts.push(traps);
      }
      const datagrams = field.act<object>("datagrams", args, { seconds: seconds + 2 * LASTS });
      await datagrams.heard((word) => word.begun === true, LASTS);
      return [...acts, datagrams];
    });
    return {
      ...{ of, id, title },
      figures: { ...figures, dials: await watch.stop() },
      limits: { ...LIMITS, dials: one.dials ?? LIMITS.dials },
    };
  } finally {
    if (isForged) await silence("-D");
  }
}

/** Repeatedly counts the coordinator's connections to these addresses. */
function watchDials({ lab, onMaster }: Field, addresses: ReadonlySet<string>) {
  let most = 0;
  let isOn = true;
  const look = async () => {
    while (isOn) {
      const { stdout } = await lab.rack.exec([
        ...onMaster.enter(["ss", "-Htn", "state", "syn-sent", "state", "established"]),
      ]);
      // State, both queues, local end, remote end.
      const ends = stdout.split("\n").map((line) => line.trim().split(/\s+/));
      const dialled = ends.filter(
        (words) => addresses.has(hostOf(words.at(-1))) && !/:744[03]$/.test(words.at(-2) ?? ""),
      );
      most = Math.max(most, dialled.length);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const looking = look().catch(() => {});
  return {
    async stop() {
      isOn = false;
      await looking;
      return most;
    },
  };
}

const hostOf = (end = "") => end.slice(0, end.lastIndexOf(":")).replace(/^\[?::ffff:|\]$/g, "");
