/** Multicast DNS: datagrams that cost more than they are worth. The agents and the coordinator receive them all. */
import type { Limits, Outcome } from "../attack.ts";
import type { Field } from "../field.ts";
import { measured } from "../measure.ts";
import { HOSTILE } from "../peer/wire/dns.ts";
import { journalSays } from "../say.ts";

const LIMITS: Limits = {
  ...{ agentCpu: 3, agentGrowth: 8, coordinatorGrowth: 8, restarts: 0, statusP95: 100, statusMissed: 0, answers: 1.1 },
};

/** Extra seconds beyond the measurement, in case a busy machine starts the probes late. */
const LASTS = 20;

interface Saw {
  readonly sent: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly answers: Readonly<Record<string, { readonly packets: number; readonly bytes: number }>>;
}

interface Flood {
  readonly id: string;
  readonly of: string;
  readonly title: string;
  readonly kinds: readonly string[];
  readonly perSecond?: number;
  readonly seconds: number;
  readonly sources?: readonly string[];
  readonly newcomer?: boolean;
  readonly unicast?: boolean;
}

/** The cases from the issue: false counts, 230 questions, 60 KB, truncated names, pointers in loops. */
const WORST = ["counts-of-65535", "questions-230", "size-60-kb", "name-cut-off", "pointer-to-itself"];
const LARGE: ReadonlySet<string> = new Set(["size-60-kb", "questions-10000", "records-5000"]);

export async function* datagrams(field: Field): AsyncGenerator<Outcome> {
  const quiet = await measured(field, { seconds: field.isShort ? 3 : 10, newcomer: true, client: false }, () => []);
  const { saw: _, agentCpu, coordinatorGrowth, restarts, statusP95, adopted } = quiet;
  // The baseline: the machine's own share of all figures below.
  const figures = { agentCpu, coordinatorGrowth, restarts, statusP95, adopted };
  yield {
    of: "4 21",
    id: "none",
    title: "no attack at all: the owner and a new Pi are served",
    figures,
    limits: { restarts: 0, adopted: 5 },
  };
  for (const one of floods(field)) yield await flood(field, one);
  const [agent, coordinator] = [
    await journalSays(field.worker, "pi-agent", /drop|datagram/i),
    await journalSays(field.master, "pi-coordinator", /drop|datagram/i),
  ];
  yield {
    ...{ of: "C1 21", id: "mdns-unsaid", title: "neither journal says that something is dropped" },
    figures: { gains: Number(agent === 0) + Number(coordinator === 0) },
    limits: { gains: 0 },
  };
}

function* floods({ sources, foreign, isShort, long }: Field): Generator<Flood> {
  const mixed = { kinds: WORST, seconds: long, newcomer: true };
  yield { ...mixed, of: "C1 4 21", id: "mdns-mixed", title: "1,000 a second of five kinds" };
  if (!isShort) {
    yield {
      ...mixed,
      of: "C1 4 21",
      id: "mdns-mixed-200-sources",
      title: "the same from 200 addresses",
      sources: sources.slice(0, 200),
    };
    yield {
      ...mixed,
      of: "C1",
      id: "mdns-mixed-foreign",
      title: "the same from another network",
      sources: foreign,
      seconds: 10,
    };
  }
  const quick = { seconds: isShort ? 4 : 6 };
  const kinds = Object.keys(HOSTILE);
  // The other kinds take turns, so that the short form tries each of them too.
  const rest = { ...quick, kinds, perSecond: 500, title: `${kinds.length} kinds in turn` };
  if (isShort) return yield { ...rest, of: "C1 H5 17 21", id: "mdns-all-kinds" };
  const one = { ...quick, of: "H5 21", perSecond: 200, unicast: true };
  yield { ...one, id: "mdns-unicast", title: "to one Pi alone", kinds: ["a-good-question", "questions-230"] };
  for (const kind of kinds) {
    const perSecond = LARGE.has(kind) ? 100 : 1_000;
    const of = /question/.test(kind) ? "H5 21" : "C1 17 21";
    yield { ...quick, of, perSecond, kinds: [kind], id: `mdns-${kind}`, title: `${perSecond} a second` };
  }
}

async function flood(field: Field, one: Flood): Promise<Outcome> {
  const {
    id,
    of,
    title,
    kinds,
    seconds,
    newcomer,
    unicast,
    perSecond = 1_000,
    sources = field.sources.slice(0, 1),
  } = one;
  const victims = Object.values(field.addresses);
  const args = {
    kinds,
    perSecond,
    seconds: seconds + LASTS,
    sources,
    victims,
    to: unicast ? field.addresses.worker : undefined,
  };
  const { saw, ...figures } = await measured(field, { seconds, newcomer }, async () => {
    const act = field.act<object>("datagrams", args, { seconds: seconds + 2 * LASTS });
    await act.heard((word) => word.begun === true, LASTS);
    return [act];
  });
  const { answers, sent, bytes, seconds: lasted } = saw[0] as Saw;
  const most = Math.max(0, ...Object.values(answers).map(({ packets }) => packets));
  return {
    ...{ of, id, title },
    // The first answer comes within the first second.
    figures: { ...figures, answers: Math.max(0, most - 1) / lasted },
    seen: `${Math.round(sent / lasted)} datagrams and ${Math.round(bytes / lasted / 1000)} KB a second were sent`,
    limits: { ...LIMITS, ...(newcomer && { adopted: 5 }) },
  };
}
