/** The records that a transient unit leaves behind, and functions to read them. Pure. */
import type { Argv } from "./host.ts";

/** Readable by root only, on tmpfs: a boot deletes it along with the transient units. */
export const UNIT_DIRECTORY = "/run/pi-agent/units";

export const recordPaths = (directory: string, unit: string) => ({
  argv: `${directory}/${unit}.json`,
  log: `${directory}/${unit}.log`,
  result: `${directory}/${unit}.result`,
});

export interface UnitStart {
  readonly unit: string;
  readonly argv: Argv;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  readonly result: string;
}

/**
 * The arguments of systemd-run. Type exec: a program that cannot be started fails at once. Its end is recorded as a
 * copy of the environment that systemd gives to ExecStopPost ($SERVICE_RESULT, $EXIT_CODE, $EXIT_STATUS;
 * systemd.exec(5)), so no shell is needed, and no process has to watch it.
 */
export function systemdRun({ unit, argv, env, log, result }: UnitStart): Argv {
  return [
    "systemd-run",
    "--quiet",
    "--collect",
    `--unit=${unit}`,
    "--service-type=exec",
    `--property=StandardOutput=append:${log}`,
    "--property=StandardError=inherit",
    `--property=ExecStopPost=/bin/cp /proc/self/environ ${result}`,
    ...Object.entries(env).map(([name, value]) => `--setenv=${name}=${value}`),
    "--",
    ...argv,
  ];
}

/** "success", or how else the unit ended: "exited 1"; `undefined` while the record is incomplete. */
export function endOfUnit(environ: string): string | undefined {
  const variables = new Map(environ.split("\0").map((entry) => split(entry)));
  const result = variables.get("SERVICE_RESULT");
  const code = variables.get("EXIT_CODE");
  const status = variables.get("EXIT_STATUS");
  if (!result) return undefined;
  if (result === "success") return "success";
  if (code === "exited" && status === "203") return "was not found";
  if (code === "exited") return `exited ${status}`;
  return code ? `was ${code} by ${status}` : `ended with ${result}`;
}

/** The whole lines in `text`, and the incomplete rest. */
export function wholeLines(text: string): { readonly lines: readonly string[]; readonly rest: string } {
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  return { lines: lines.map((line) => line.replace(/\r$/, "")), rest };
}

export const sameArgv = (a: Argv, b: Argv): boolean => JSON.stringify(a) === JSON.stringify(b);

function split(entry: string): [string, string] {
  const at = entry.indexOf("=");
  return [entry.slice(0, at), entry.slice(at + 1)];
}
