/**
 * `npm run attack`: a hostile peer against a real rack. One line for each attack, then the measurements, then
 * `attacks: N tried, S succeeded`; exit code 1 when one did. Ends by itself, and on Ctrl-C leaves nothing behind.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { closeOnSignal } from "../rack/index.ts";
import { statusWhen } from "../story/ready.ts";
import { type Outcome, succeeded } from "./attack.ts";
import { type Field, openAttackLab, openField } from "./field.ts";
import { claims } from "./groups/claims.ts";
import { cluster } from "./groups/cluster.ts";
import { crowds, requests } from "./groups/crowds.ts";
import { datagrams } from "./groups/datagrams.ts";
import { dials } from "./groups/dials.ts";
import { door } from "./groups/door.ts";
import { finding } from "./groups/finding.ts";
import { host } from "./groups/host.ts";
import { liars } from "./groups/liars.ts";
import { strangers } from "./groups/strangers.ts";
import { lastLine, line, table } from "./report.ts";

const USAGE = `usage: npm run attack -- [GROUP ...] [--short] [--json FILE]

  GROUP    door, strangers, requests, datagrams, dials, crowds, finding, host, liars, cluster, claims; default: all

  --short  at most 3 minutes: shorter floods, fewer of a kind
  --json   the figures of each attack into FILE
`;

type Group = (field: Field) => AsyncGenerator<Outcome>;

/** Needs no cluster: tried while the master becomes one. */
const EARLY: Readonly<Record<string, Group>> = { door, strangers, requests };
/** What takes the rack when it succeeds is last. */
const LATE: Readonly<Record<string, Group>> = { datagrams, dials, crowds, finding, host, liars, cluster, claims };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: "boolean", default: false }, json: { type: "string" }, help: { type: "boolean" } },
});
const unknown = positionals.filter((name) => !(name in EARLY) && !(name in LATE));
if (unknown.length > 0) throw new Error(`no such group: ${unknown.join(", ")}\n${USAGE}`);
const wants = (name: string) => positionals.length === 0 || positionals.includes(name);
const begun = performance.now();
const say = (text: string) =>
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
const outcomes: Outcome[] = [];

if (values.help) process.stdout.write(USAGE);
else await main();

async function main(): Promise<void> {
  const lab = await openAttackLab(say);
  closeOnSignal(lab.rack);
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
  if (values.json) writeFileSync(values.json, `${JSON.stringify(outcomes, undefined, 1)}\n`);
  process.stdout.write(`\n${table(outcomes).join("\n")}\n\n${lastLine(outcomes)}\n`);
  // What was killed with the rack may still be waited for.
  process.exit(outcomes.some(succeeded) ? 1 : 0);
}

async function runAll(field: Field, groups: Readonly<Record<string, Group>>): Promise<void> {
  for (const [name, group] of Object.entries(groups)) {
    if (!wants(name)) continue;
    say(`== ${name}`);
    for await (const outcome of group(field)) {
      outcomes.push(outcome);
      process.stdout.write(`${line(outcome)}\n`);
    }
  }
}
