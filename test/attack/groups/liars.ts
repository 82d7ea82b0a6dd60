/** A worker with a good card that is adopted and then misbehaves. */
import { type Limits, type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import { measured } from "../measure.ts";
import type { Behaviour } from "../peer/behaviours.ts";
import { freshCoordinator, journalSays, NODES, reconnected } from "../say.ts";

/** MiB written: one database page each second. Lines: how many a person can read. */
const LIMITS: Limits = {
  ...{ restarts: 0, statusP95: 100, statusMissed: 0, coordinatorGrowth: 48, written: 8, coordinatorLines: 240 },
};

interface Lie {
  readonly behaviour: Behaviour;
  readonly of: string;
  readonly title: string;
  /** An honest new Pi is adopted at the same time. */
  readonly newcomer?: boolean;
  readonly more?: boolean;
}

const LIES: readonly Lie[] = [
  { behaviour: "events", of: "H2 25", title: "events without end", newcomer: true },
  { behaviour: "large-events", of: "H2 25", title: "events of 60 KB without end", more: true },
  { behaviour: "many-steps", of: "H2 25", title: "results of 900 steps", more: true },
  { behaviour: "frozen", of: "M2 25", title: "an operation that never ends", newcomer: true, more: true },
  { behaviour: "pretender", of: "25", title: "results that only the control plane has", more: true },
  { behaviour: "other-ids", of: "25", title: "answers to requests that are another's", more: true },
  { behaviour: "reconnecting", of: "H3 18", title: "ends each session at once", more: true },
  { behaviour: "escapes", of: "8", title: "failures with a terminal's escapes", more: true },
  { behaviour: "reports", of: "M5 25", title: "reports on services without end", more: true },
  { behaviour: "pings", of: "6", title: "pings without end", more: true },
  { behaviour: "deaf", of: "6 25", title: "reads nothing any more", newcomer: true, more: true },
  { behaviour: "huge-facts", of: "7", title: "60 KB of addresses", more: true },
  { behaviour: "nonsense", of: "12 25", title: "clocks of 1970 and of the year 146 million", more: true },
];

export async function* liars(field: Field): AsyncGenerator<Outcome> {
  const seconds = field.isShort ? 5 : 10;
  for (const [index, lie] of LIES.filter(({ more }) => !(more && field.isShort)).entries()) {
    await freshCoordinator(field);
    const { behaviour, of, title, newcomer } = lie;
    const args = { ...liar(field, index), behaviour, floods: seconds + 5 };
    const { saw: _, ...figures } = await measured(field, { seconds, newcomer }, async () => {
      const act = field.act<object>("agent", args, { seconds: seconds + 40 });
      await act.heard((word) => "adopted" in word, 25);
      return [act];
    });
    yield { of, id: `liar-${behaviour}`, title, figures, limits: { ...LIMITS, ...(newcomer && { adopted: 5 }) } };
  }
  const forged = await journalSays(field.master, "pi-coordinator", /^forged line/);
  yield verdict("8", "liar-forges-the-journal", "lines of its own in the journal", forged > 0 && `${forged} lines`);
  yield* addresses(field);
}

function liar(field: Field, index: number) {
  const { cardId, cardSecret } = field.card();
  return { address: field.sources[60 + index] ?? "", cardSecret, greeting: { serial: field.serial(), cardId } };
}

/** Claims other nodes' addresses as its own, so that they are not dialled. */
async function* addresses(field: Field): AsyncGenerator<Outcome> {
  const own = liar(field, 40);
  const claimed = [own.address, field.addresses.worker, "127.0.0.1", field.addresses.master];
  const act = field.act<object>("agent", { ...own, addresses: claimed, joined: true }, { seconds: 150 });
  await act.heard((word) => "adopted" in word, 25);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const both = [[NODES.worker, field.worker] as const, [NODES.master, field.master] as const];
  for (const [node, pi] of field.isShort ? both.slice(0, 1) : both) {
    const back = await reconnected(field, [node], 40, () => pi.exec(["systemctl", "restart", "pi-agent"]));
    yield {
      ...{
        of: "H4 16 25",
        id: `liar-claims-${node}`,
        title: "says that the address is its own, while that agent restarts",
      },
      figures: { adopted: back },
      limits: { adopted: 5 },
      seen: "seconds until it is connected again",
    };
  }
  await act.stop();
}
