/** Programs that outlive the agent: transient systemd units, whose name is the lock that keeps them single. */
import { watch } from "node:fs";
import { mkdir, readFile, unlink } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "@rackberry/protocol";
import { createSynced } from "./atomic-write.ts";
import type { Argv, UnitOptions } from "./host.ts";
import { commandFailed, ENVIRONMENT, run } from "./run.ts";
import { unlessAbsent } from "./system-error.ts";
import { tailOf } from "./tail-file.ts";
import { endOfUnit, recordPaths, sameArgv, systemdRun, UNIT_DIRECTORY } from "./unit-records.ts";

/** Milliseconds between checks whether a silent unit still exists. */
const LIVENESS = 5_000;
/** Milliseconds to collect lines: apt and dpkg print hundreds, one at a time, and a read for each costs too much. */
const BREATH = 250;

/** Implements Host.pendingUnit. */
export async function pendingUnit(unit: string, directory = UNIT_DIRECTORY): Promise<Argv | undefined> {
  const paths = recordPaths(directory, unit);
  const record = await unlessAbsent(readFile(paths.argv, "utf8"));
  if (!record) return undefined;
  if ((await ended(paths.result)) || (await active(unit))) return JSON.parse(record) as Argv;
  // It may have ended between the two checks. If both find nothing, the agent died before it asked systemd.
  return (await ended(paths.result)) ? (JSON.parse(record) as Argv) : undefined;
}

/** Implements Host.runUnit. */
export async function runUnit(unit: string, argv: Argv, options: UnitOptions = {}, directory = UNIT_DIRECTORY) {
  for (let pending = await pendingUnit(unit, directory); pending; pending = await pendingUnit(unit, directory)) {
    if (sameArgv(pending, argv)) return collect(unit, argv, options, directory);
    // Another argv, whose caller no longer exists: let it end; its result is not needed.
    await collect(unit, pending, { signal: options.signal }, directory).catch(() => options.signal?.throwIfAborted());
  }
  await start(unit, argv, options, directory);
  return collect(unit, argv, options, directory);
}

async function start(unit: string, argv: Argv, { env, signal }: UnitOptions, directory: string): Promise<void> {
  signal?.throwIfAborted();
  const paths = recordPaths(directory, unit);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await unlessAbsent(unlink(paths.result));
  await createSynced(paths.log, "", { mode: 0o600 });
  await createSynced(paths.argv, JSON.stringify(argv), { mode: 0o600 });
  try {
    await run(systemdRun({ unit, argv, env: { ...ENVIRONMENT, ...env }, log: paths.log, result: paths.result }));
  } catch (cause) {
    // When a program cannot be started, systemd-run fails and the record is written too: the record explains it better.
    if (await ended(paths.result)) return;
    await forget(unit, directory);
    // systemd-run itself searches PATH: nothing is recorded, and the failure is not systemd-run's own.
    if (/Failed to find executable/.test(AppError.from(cause).message)) {
      throw commandFailed(argv, "was not found", { output: "", cause });
    }
    throw cause;
  }
}

async function collect(unit: string, argv: Argv, options: UnitOptions, directory: string): Promise<void> {
  const { log, result } = recordPaths(directory, unit);
  const tail = tailOf(log, options.onLine);
  const how = await untilEnded(unit, result, tail.read, options.signal, directory);
  await tail.read();
  tail.end();
  await forget(unit, directory);
  if (how !== "success") throw commandFailed(argv, how, { output: tail.last() });
}

/** Waits for the record of the end; reports new output meanwhile. Woken by the file system, by the end at once. */
async function untilEnded(
  unit: string,
  result: string,
  showOutput: () => Promise<void>,
  signal: AbortSignal | undefined,
  directory: string,
): Promise<string> {
  let wake = () => {};
  let breath: NodeJS.Timeout | undefined;
  const watcher = watch(directory, (_, name) => {
    if (name === basename(result)) return wake();
    breath ??= setTimeout(() => {
      breath = undefined;
      wake();
    }, BREATH);
  });
  // Listens all the time: an abort while the output is being read must end the wait at once, too.
  const aborted = () => wake();
  signal?.addEventListener("abort", aborted);
  try {
    while (true) {
      signal?.throwIfAborted();
      const changed = new Promise<"changed">((resolve) => {
        wake = () => resolve("changed");
      });
      await showOutput();
      const how = await ended(result);
      if (how) return how;
      // Not an abortable sleep: creating the error for each abort takes longer than everything else.
      const { promise: quiet, resolve: isQuiet } = Promise.withResolvers<"quiet">();
      const waiting = setTimeout(isQuiet, LIVENESS, "quiet");
      const woken = await Promise.race([changed, quiet]);
      clearTimeout(waiting);
      if (woken === "quiet" && !(await active(unit)) && !(await ended(result))) {
        await forget(unit, directory);
        throw new AppError("command-failed", `${unit} vanished without a result: it was killed, or systemd was`);
      }
    }
  } finally {
    signal?.removeEventListener("abort", aborted);
    watcher.close();
    clearTimeout(breath);
  }
}

async function ended(result: string): Promise<string | undefined> {
  return endOfUnit((await unlessAbsent(readFile(result, "utf8"))) ?? "");
}

async function active(unit: string): Promise<boolean> {
  const state = await run(["systemctl", "show", "--property=ActiveState", "--value", `${unit}.service`]);
  return !["inactive", "failed"].includes(state.trim());
}

async function forget(unit: string, directory: string): Promise<void> {
  const { argv, log, result } = recordPaths(directory, unit);
  for (const path of [argv, log, result]) await unlessAbsent(unlink(path));
}
