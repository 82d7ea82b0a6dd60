/** The lines of the report. Pure. */
import { excesses, type Figures, type Outcome, succeeded } from "./attack.ts";

const UNITS: Readonly<Record<keyof Figures, readonly [what: string, unit: string]>> = {
  agentCpu: ["agent", "% of a core"],
  agentGrowth: ["agent grew", "MiB"],
  coordinatorCpu: ["coordinator", "% of a core"],
  coordinatorGrowth: ["coordinator grew", "MiB"],
  restarts: ["restarts", ""],
  statusP95: ["status p95", "ms"],
  statusMissed: ["status unanswered", ""],
  clientMax: ["coordinator let in after", "ms"],
  clientMissed: ["coordinator kept out", "times"],
  adopted: ["new Pi adopted in", "s"],
  answers: ["answers", "/s"],
  dials: ["dials at once", ""],
  agentLines: ["agent's journal", "lines/min"],
  coordinatorLines: ["coordinator's journal", "lines/min"],
  written: ["written", "MiB"],
  exposure: ["exposure", ""],
  gains: ["gained", ""],
};

const round = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1));

export function figure(name: keyof Figures, value: number): string {
  const [what, unit] = UNITS[name];
  return `${what} ${round(value)}${unit && ` ${unit}`}`;
}

/** The line of one attack. */
export function line(outcome: Outcome): string {
  const { id, of, title, figures, limits, seen } = outcome;
  const over = excesses(outcome);
  const shown = (Object.keys(figures) as (keyof Figures)[]).filter((name) => name !== "gains" || over.includes(name));
  const words = shown.map((name) => {
    const text = figure(name, figures[name] ?? Number.NaN);
    return over.includes(name) ? `${text} (at most ${limits[name]})` : text;
  });
  const verdict = over.length > 0 ? "SUCCESS" : "refused";
  const details = [...words, ...(seen ? [seen] : [])].join(", ");
  return `${verdict}  ${id.padEnd(34)} [${of}] ${title}${details && `: ${details}`}`;
}

const COLUMNS: readonly (keyof Figures)[] = [
  "agentCpu",
  "coordinatorGrowth",
  "restarts",
  "statusP95",
  "clientMax",
  "adopted",
  "dials",
  "answers",
  "written",
];

/** The measurements by attack, as Markdown; attacks without such a figure are omitted. */
export function table(outcomes: readonly Outcome[]): string[] {
  const head = COLUMNS.map((name) => UNITS[name].filter(Boolean).join(", "));
  const rows = outcomes
    .filter(({ figures }) => COLUMNS.some((name) => figures[name] !== undefined))
    .map(({ id, figures }) => [id, ...COLUMNS.map((name) => cell(figures[name]))]);
  return [["attack", ...head], Array(COLUMNS.length + 1).fill("---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
}

const cell = (value: number | undefined) => (value === undefined ? "" : round(value));

export function lastLine(outcomes: readonly Outcome[]): string {
  return `attacks: ${outcomes.length} tried, ${outcomes.filter(succeeded).length} succeeded`;
}
