/** An attack: what it tries, and how it is judged by what its victim shows. */

/** What was measured; a figure that is not there was not. */
export interface Figures {
  /** Processor time of the worker's agent, percent of a core. */
  readonly agentCpu?: number;
  readonly agentGrowth?: number;
  readonly coordinatorCpu?: number;
  /** MiB above what it had before. */
  readonly coordinatorGrowth?: number;
  /** Times that one of the two was started anew. */
  readonly restarts?: number;
  /** The owner's `pictl status` on the wire, milliseconds; times that it was not answered. */
  readonly statusP95?: number;
  readonly statusMissed?: number;
  /** The rightful coordinator at the agent's door, milliseconds; times that it was not let in. */
  readonly clientMax?: number;
  readonly clientMissed?: number;
  /** Seconds from the announcement of an honest new Pi to its adoption. */
  readonly adopted?: number;
  /** Multicast answers of one Pi a second. */
  readonly answers?: number;
  /** Connections that the coordinator had open to strangers, at most. */
  readonly dials?: number;
  /** Journal lines a minute. */
  readonly agentLines?: number;
  readonly coordinatorLines?: number;
  /** MiB that the coordinator wrote to the card. */
  readonly written?: number;
  /** What `systemd-analyze security` says, 0 to 10. */
  readonly exposure?: number;
  /** Things of any other kind that the attacker has got. */
  readonly gains?: number;
}

/** The most that each figure may be. */
export type Limits = { readonly [K in keyof Figures]: number };

export interface Outcome {
  /** Findings of the last attack and rows of THREATS: `C1 21`. */
  readonly of: string;
  readonly id: string;
  readonly title: string;
  readonly figures: Figures;
  readonly limits: Limits;
  /** What was seen, in a few words. */
  readonly seen?: string;
}

/** Figures that are over their limit; one is enough for the attacker. */
export const excesses = ({ figures, limits }: Pick<Outcome, "figures" | "limits">): (keyof Figures)[] =>
  (Object.keys(limits) as (keyof Figures)[]).filter((name) => !((figures[name] ?? Number.NaN) <= (limits[name] ?? 0)));

export const succeeded = (outcome: Outcome): boolean => excesses(outcome).length > 0;

/** Figures that say more of the machine than of the victim when they are taken for a few seconds only. */
const OF_THE_MACHINE: readonly (keyof Figures)[] = [
  "agentCpu",
  "agentGrowth",
  "coordinatorGrowth",
  "statusP95",
  "clientMax",
];
const ROOM = 3;

/** As it is judged in the short form, which is a test and no measurement: what has no defence is over by much more. */
export function roomy(outcome: Outcome): Outcome {
  const wider = OF_THE_MACHINE.filter((name) => outcome.limits[name] !== undefined);
  const limits = wider.map((name) => [name, (outcome.limits[name] ?? 0) * ROOM] as const);
  return { ...outcome, limits: { ...outcome.limits, ...Object.fromEntries(limits) } };
}

/** A yes or no: `gained` is what the attacker has in hand, empty when nothing. */
export function verdict(of: string, id: string, title: string, gained: string | false): Outcome {
  return { of, id, title, figures: { gains: gained ? 1 : 0 }, limits: { gains: 0 }, seen: gained || undefined };
}
