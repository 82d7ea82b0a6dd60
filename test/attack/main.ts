/**
 * `npm run attack`: a hostile peer against a real rack. One line for each attack, then the measurements, then
 * `attacks: N tried, S succeeded`; exit code 1 when one succeeded. Ends by itself, and leaves nothing behind on Ctrl-C.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { statusWhen } from "../story/ready.ts";
import { type Outcome, roomy, succeeded, verdict } from "./attack.ts";
import { type Field, openAttackLab, openField } from "./field.ts";
import { claims } from "./groups/claims.ts";
import { cluster } from "./groups/cluster.ts";
import { crowds, requests } from "./groups/crowds.ts";
import { datagrams } from "./groups/datagrams.ts";
import { dials } from "./groups/dials.ts";
import { door } from "./groups/door.ts";
import { faults } from "./groups/faults.ts";
import { finding } from "./groups/finding.ts";
import { host } from "./groups/host.ts";
import { liars } from "./groups/liars.ts";
import { secrets } from "./groups/secrets.ts";
import { strangers } from "./groups/strangers.ts";
import { lastLine, line, table } from "./report.ts";

const USAGE = `usage: npm run attack -- [GROUP ...] [--short] [--json FILE]

  GROUP    one of those below; default: all that the form has

  --short  at most 3 minutes: shorter floods, fewer of a kind
  --json   the figures of each attack into FILE
`;

type Group = (field: Field) => AsyncGenerator<Outcome>;

/** Needs no cluster: tried while the master initialises one. */
const EARLY: Readonly<Record<string, Group>> = { door, strangers, requests, host, finding };
/** Attacks that take over the rack when they succeed come last. */
const LATE: Readonly<Record<string, Group>> = { datagrams, dials, crowds, secrets, liars, cluster, faults, claims };
/** Only in the full form, unless named on the command line. */
const LONG: ReadonlySet<string> = new Set(["faults"]);
/** Minutes after which the run counts as hung. */
const LIMIT = { short: 9, full: 45 } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: "boolean", default: false }, json: { type: "string" }, help: { type: "boolean" } },
});
const unknown = positionals.filter((name) => !(name in EARLY) && !(name in LATE));
if (unknown.length > 0) throw new Error(`no such group: ${unknown.join(", ")}\n${USAGE}`);
const wants = (name: string) =>
  positionals.length === 0 ? !(values.short && LONG.has(name)) : positionals.includes(name);
const begun = performance.now();
const say = (text: string) =>
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
const outcomes: Outcome[] = [];

if (values.help) process.stdout.write(`${USAGE}\n  ${[...Object.keys(EARLY), ...Object.keys(LATE)].join(", ")}\n`);
else await main();

async function main(): Promise<void> {
  const lab = await openAttackLab(say);
  const leave = (code: number) => void lab.close().finally(() => process.exit(code));
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => leave(130));
  setTimeout(() => leave(1), LIMIT[values.short ? "short" : "full"] * 60_000).unref();
  try {
    const field = await openField(lab, { isShort: values.short });
    await runAll(field, EARLY);
    if (Object.keys(LATE).some(wants)) {
      say("the master becomes a cluster");
      const ready = ({ nodes }: { readonly nodes: readonly { readonly phase: string; readonly role: string }[] }) =>
        nodes.some(({ phase, role }) => role === "control-plane" && phase === "ready");
      await statusWhen(lab, "a ready master", ready, { limit: 240 });
      await runAll(field, LATE);
    }
  } finally {
    await lab.close();
  }
  process.stdout.write(`\n${table(outcomes).join("\n")}\n\n${lastLine(outcomes)}\n`);
  // The programs killed with the rack may still be awaited.
  process.exit(outcomes.some(succeeded) ? 1 : 0);
}

async function runAll(field: Field, groups: Readonly<Record<string, Group>>): Promise<void> {
  for (const [name, group] of Object.entries(groups)) {
    if (!wants(name)) continue;
    say(`== ${name}`);
    try {
      for await (const outcome of group(field)) tell(values.short ? roomy(outcome) : outcome);
    } catch (error) {
      // An attack without a verdict does not count as refused.
      tell(verdict("-", `${name}-not-judged`, "the group could not go on", String(error).slice(0, 2_000)));
    }
  }
}

function tell(outcome: Outcome): void {
  outcomes.push(outcome);
  // After each attack, so that the measurements survive however the run ends.
  if (values.json) writeFileSync(values.json, `${JSON.stringify(outcomes, undefined, 1)}\n`);
  process.stdout.write(`${line(outcome)}\n`);
}
