/** The coordinator's cost for racks of several sizes, and whether it grows faster than the rack. Pure. */
import { table } from "../story/account.ts";
import { type Figure, most } from "./figure.ts";

/** From the first contact until all nodes were ready; everything but `ready` is the coordinator's cost. */
export interface Growth {
  /** Seconds. */
  readonly ready: number;
  /** Processor seconds. */
  readonly cpu: number;
  /** Peak memory, MiB, including the idle time afterwards. */
  readonly peak: number;
  /** Messages to agents. */
  readonly commands: number;
  /** Those that are apply, which carries a node's spec, including names and routes. */
  readonly applies: number;
  /** Hosts files written, on all nodes. */
  readonly hostsWritten: number;
  /** Transactions of the database. */
  readonly writes: number;
  /** Size of the database's files, KiB. */
  readonly database: number;
}

/** Racks of `nodes` simulated agents. */
export interface Scale {
  readonly nodes: number;
  readonly atOnce: Growth;
  /** Processor milliseconds per idle millisecond, after `atOnce`. */
  readonly restCpu: number;
  readonly oneByOne: Growth;
}

/** From power-on to Ready, on a rack of virtual Pis, which really boot. */
export interface Booted {
  readonly nodes: number;
  /** Seconds. */
  readonly ours: number;
}

interface Row {
  readonly what: string;
  readonly of: (scale: Scale) => number;
  /** Decimal places of the total and of a node's share. */
  readonly digits: readonly [number, number];
  /** Whether a node's share must not grow with the rack; not for elapsed times, which depend on the machine. */
  readonly judged: boolean;
}

/** `counts`: whether counts are judged too. */
const growth = (way: string, pick: (scale: Scale) => Growth, counts: boolean): readonly Row[] => [
  { what: `${way}: seconds to all ready`, of: (scale) => pick(scale).ready, digits: [1, 2], judged: false },
  { what: `${way}: processor, s`, of: (scale) => pick(scale).cpu, digits: [2, 3], judged: true },
  { what: `${way}: commands to agents`, of: (scale) => pick(scale).commands, digits: [0, 1], judged: counts },
  {
    what: `${way}: of those apply (names, routes)`,
    of: (scale) => pick(scale).applies,
    digits: [0, 1],
    judged: counts,
  },
  { what: `${way}: hosts files written`, of: (scale) => pick(scale).hostsWritten, digits: [0, 1], judged: counts },
  { what: `${way}: database, writes`, of: (scale) => pick(scale).writes, digits: [0, 1], judged: counts },
];

const ROWS: readonly Row[] = [
  // Here each node is sent them once or twice, by chance; twice does not count as growth.
  ...growth("at once", ({ atOnce }) => atOnce, false),
  ...growth("one by one", ({ oneByOne }) => oneByOne, true),
  { what: "at rest: processor, ms/s", of: ({ restCpu }) => restCpu * 1000, digits: [1, 2], judged: true },
  { what: "peak memory, MiB", of: ({ atOnce }) => atOnce.peak, digits: [0, 1], judged: true },
  { what: "database, KiB", of: ({ atOnce }) => atOnce.database, digits: [0, 1], judged: true },
];

const NOTE = [
  "Agents are simulated: the agent's own code over TLS, all in one process, without boot, apt, kubeadm and Kubernetes.",
  "What these take is only in the line of the booted racks. All else but the seconds is the real coordinator's own.",
];

/** For each size, a column for the total and one for a node's share. `booted` may be empty. */
export function scaleTable(scales: readonly Scale[], booted: readonly Booted[]): string[] {
  const head = [
    "how it scales: nodes",
    ...scales.map(({ nodes }) => `${nodes}`),
    ...scales.map(({ nodes }) => `a node of ${nodes}`),
  ];
  const rows = ROWS.map(({ what, of, digits: [whole, share] }) => [
    what,
    ...scales.map((scale) => of(scale).toFixed(whole)),
    ...scales.map((scale) => (of(scale) / scale.nodes).toFixed(share)),
  ]);
  return [...table([head, ...rows, ...bootedRow(scales, booted)]), ...NOTE];
}

function bootedRow(scales: readonly Scale[], booted: readonly Booted[]): string[][] {
  if (booted.length === 0) return [];
  const seconds = scales.map(({ nodes }) => booted.find((one) => one.nodes === nodes)?.ours);
  const share = (index: number) => (seconds[index] ?? 0) / (scales[index]?.nodes ?? 1);
  return [
    [
      "booted: power-on to Ready, s",
      ...seconds.map((value) => value?.toFixed(1) ?? "-"),
      ...seconds.map((value, index) => (value === undefined ? "-" : share(index).toFixed(1))),
    ],
  ];
}

/** Allowed ratio of a node's shares in successive sizes: n² would give 3, n log n 1.5, and one more round less. */
const TOLERANCE = 1.5;

/** How a node's share grows between the two largest racks; empty when there are fewer than two. */
export function scaleFigures(scales: readonly Scale[]): Figure[] {
  const [large, small] = scales.toSorted((a, b) => b.nodes - a.nodes);
  if (!large || !small) return [];
  return ROWS.filter(({ judged }) => judged).map(({ what, of }) => ({
    what: `a node of ${large.nodes} : of ${small.nodes}, ${what.replace(/, (s|ms\/s|MiB|KiB)$/, "")}`,
    value: of(large) / large.nodes / (of(small) / small.nodes),
    unit: "×",
    budget: most(TOLERANCE),
  }));
}
