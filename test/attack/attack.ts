/** An attack: what it tries, and how it is judged by its effects on the victim. */

/** What was measured; a figure that was not measured is absent. */
export interface Figures {
  /** Processor time of the worker's agent, percent of a core. */
  readonly agentCpu?: number;
  readonly agentGrowth?: number;
  readonly coordinatorCpu?: number;
  /** Memory growth in MiB. */
  readonly coordinatorGrowth?: number;
  /** How many times either program was restarted. */
  readonly restarts?: number;
  /** The owner's `pictl status` on the wire: milliseconds, and how many requests were not answered. */
  readonly statusP95?: number;
  readonly statusMissed?: number;
  /** The rightful coordinator at the agent's door: milliseconds, and how often it was not let in. */
  readonly clientMax?: number;
  readonly clientMissed?: number;
  /** Seconds from the announcement of an honest new Pi to its adoption. */
  readonly adopted?: number;
  /** Multicast answers of one Pi per second. */
  readonly answers?: number;
  /** The most connections to strangers that the coordinator had open at once. */
  readonly dials?: number;
  /** Journal lines per minute. */
  readonly agentLines?: number;
  readonly coordinatorLines?: number;
  /** MiB that the coordinator wrote to the card. */
  readonly written?: number;
  /** The exposure score of `systemd-analyze security`, 0 to 10. */
  readonly exposure?: number;
  /** Things of any other kind that the attacker obtained. */
  readonly gains?: number;
}

/** The upper limit of each figure. */
export type Limits = { readonly [K in keyof Figures]: number };

export interface Outcome {
  /** Findings of the previous attack and rows of THREATS: `C1 21`. */
  readonly of: string;
  readonly id: string;
  readonly title: string;
  readonly figures: Figures;
  readonly limits: Limits;
  /** What was seen, in a few words. */
  readonly seen?: string;
}

/** Figures that exceed their limit; a single one counts as a success for the attacker. */
export const excesses = ({ figures, limits }: Pick<Outcome, "figures" | "limits">): (keyof Figures)[] =>
  (Object.keys(limits) as (keyof Figures)[]).filter((name) => !((figures[name] ?? Number.NaN) <= (limits[name] ?? 0)));

export const succeeded = (outcome: Outcome): boolean => excesses(outcome).length > 0;

/** Figures that depend more on the machine than on the victim when they are measured for only a few seconds. */
const OF_THE_MACHINE: readonly (keyof Figures)[] = [
  "agentCpu",
  "agentGrowth",
  "coordinatorGrowth",
  "statusP95",
  "clientMax",
];
const ROOM = 3;

/** The limits of the short form, a test rather than a measurement: without a defence, figures exceed them by far. */
export function roomy(outcome: Outcome): Outcome {
  const wider = OF_THE_MACHINE.filter((name) => outcome.limits[name] !== undefined);
  const limits = wider.map((name) => [name, (outcome.limits[name] ?? 0) * ROOM] as const);
  return { ...outcome, limits: { ...outcome.limits, ...Object.fromEntries(limits) } };
}

/** A yes or no: `gained` is what the attacker obtained, empty when nothing. */
export function verdict(of: string, id: string, title: string, gained: string | false): Outcome {
  return { of, id, title, figures: { gains: gained ? 1 : 0 }, limits: { gains: 0 }, seen: gained || undefined };
}
