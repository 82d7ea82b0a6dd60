/** Operations: one at a time, once per id, and none lost when the agent is killed. */
import { AppError, failureCode, type Message, type StepEvent, StepOutcome } from "@rackberry/protocol";
import type { Clock, Host } from "../host/host.ts";
import type { Journal } from "../journal.ts";
import { type Operation, type OperationCommand, parseOperation } from "../operations/index.ts";
import { type OperationRecord, type Result, readRecord, writeRecord } from "./operation-record.ts";
import { failedResult, finishedResult, type Performed, rebootingResult } from "./operation-result.ts";
import { redact } from "./redact.ts";
import { tellResult, tellStep } from "./story.ts";

/** Progress of an operation, as it happens. */
export interface Reporter {
  step(event: StepEvent): void;
  output(step: string, line: string): void;
}
/**
 * Does the work of an operation; running it again after a kill does no harm. `stop` aborts when it should end at its
 * next safe point; it then rejects with the signal's reason. Rejects with an AppError.
 */
export type Perform<O extends Operation = Operation> = (
  operation: O,
  reporter: Reporter,
  signal: AbortSignal,
  stop: AbortSignal,
) => Promise<Performed>;

export interface Listener {
  event(event: Message<"event">): void;
  result(result: Result): void;
}

export interface Operations {
  /** Id of the running operation. */
  readonly running: string | undefined;
  /** How many have ended since the process started. */
  readonly ended: number;
  /**
   * Starts it, or attaches to it if its id is known. Throws `busy` naming the operation that is running, `invalid`
   * for a command that does not match the grammar.
   */
  start(command: OperationCommand, listener: Listener): Promise<void>;
  /** Throws `unknown-operation` for an id never seen, or seen before a reboot. */
  attach(id: string, listener: Listener): void;
  detach(listener: Listener): void;
  /** Stops it at its next safe point if it is running. */
  cancel(id: string): void;
  /** Resumes what was running when the agent ended. */
  resume(): Promise<void>;
}

export interface OperationsOptions {
  readonly host: Host;
  readonly clock: Pick<Clock, "monotonic">;
  readonly journal: Journal;
  readonly perform: Perform;
  readonly reboot: (reason: string) => Promise<void>;
  /** On tmpfs. */
  readonly recordPath: string;
  /** Aborts when the agent ends; operations are resumed when it starts again. */
  readonly signal: AbortSignal;
}

interface Running {
  readonly operation: Operation;
  readonly command: OperationCommand;
  readonly listeners: Set<Listener>;
  readonly changed: StepEvent[];
  readonly stop: AbortController;
}

/** A tool that prints more is out of control; the journal does not need it. */
const MAX_LINES = 10_000;
/** Milliseconds between two signs of life of a tool that prints. */
const SIGN_OF_LIFE = 10_000;

export function operations(options: OperationsOptions): Operations {
  const { host, clock, journal, recordPath, signal } = options;
  let running: Running | undefined;
  let ended = 0;
  let results: readonly Result[] = [];
  const known = (id: string) => results.findLast((result) => result.operationId === id);
  // Writes are sequential, so that the last state is the one that remains.
  let writing: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    const record: OperationRecord = {
      results,
      ...(running && { running: { ...running, changed: [...running.changed] } }),
    };
    writing = writing
      .then(() => writeRecord(host, recordPath, record))
      .catch((cause) => {
        journal.warning(`${recordPath} cannot be written: ${AppError.from(cause).message}`);
      });
    return writing;
  };

  const reporterOf = (current: Running): Reporter => {
    const { id } = current.operation;
    const tell = (event: Message<"event">) => {
      for (const listener of current.listeners) listener.event(event);
    };
    let lines = 0;
    let lastSign = Number.NEGATIVE_INFINITY;
    return {
      step(event) {
        const step = { ...event, sentence: redact(event.sentence) };
        tellStep(journal, step);
        tell({ operationId: id, step });
        if (step.outcome !== StepOutcome.CHANGED) return;
        current.changed.push(step);
        void save();
      },
      output(step, text) {
        lines += 1;
        if (lines > MAX_LINES || text.trim() === "") return;
        journal.info(`[${step}] ${redact(text)}`);
        if (clock.monotonic() - lastSign < SIGN_OF_LIFE) return;
        lastSign = clock.monotonic();
        tell({ operationId: id });
      },
    };
  };

  const perform = async (current: Running): Promise<Result> => {
    const { id } = current.operation;
    try {
      const performed = await options.perform(current.operation, reporterOf(current), signal, current.stop.signal);
      if (performed.outcome === "rebooting") return rebootingResult(id, performed, current.changed);
      return finishedResult(id, performed, current.changed);
    } catch (cause) {
      signal.throwIfAborted();
      return failedResult(id, AppError.from(cause), current.changed);
    }
  };

  const run = async (current: Running): Promise<void> => {
    const result = await perform(current);
    tellResult(journal, current.operation, result);
    running = undefined;
    ended++;
    // A failure to start is not a result: the next request tries again.
    if (result.failure?.code !== failureCode("unknown-operation")) results = [...results, result].slice(-4);
    await save();
    for (const listener of current.listeners) listener.result(result);
    if (result.rebooting) await options.reboot(result.rebooting.reason ?? "");
  };

  const begin = (command: OperationCommand, operation: Operation, changed: readonly StepEvent[]): Running => {
    running = { operation, command, listeners: new Set(), changed: [...changed], stop: new AbortController() };
    return running;
  };
  // Aborted: the agent is ending, and resumes from the record when it starts again.
  const launch = (current: Running) =>
    void run(current).catch((cause) => {
      if (!signal.aborted) journal.error(AppError.from(cause).message, { operation: current.operation.id });
    });

  return {
    get ended() {
      return ended;
    },
    get running() {
      return running?.operation.id;
    },
    async start(command, listener) {
      const operation = parseOperation(command);
      if (running?.operation.id === operation.id || known(operation.id)) return this.attach(operation.id, listener);
      if (running) {
        throw new AppError("busy", `operation ${running.operation.id} (${running.operation.kind}) runs`);
      }
      signal.throwIfAborted();
      const current = begin(command, operation, []);
      current.listeners.add(listener);
      // On tmpfs before the first change: a killed agent must know what it was doing.
      await save();
      launch(current);
    },
    attach(id, listener) {
      if (running?.operation.id === id) return void running.listeners.add(listener);
      const result = known(id);
      if (!result) throw new AppError("unknown-operation", `operation ${id} has not been seen since the last boot`);
      listener.result(result);
    },
    detach: (listener) => void running?.listeners.delete(listener),
    cancel(id) {
      if (running?.operation.id !== id || running.stop.signal.aborted) return;
      journal.info(`${running.operation.kind} stops before its next step: the coordinator cancelled it`, {
        operation: id,
      });
      running.stop.abort(new AppError("cancelled", "stopped before its next step, since the coordinator cancelled it"));
    },
    async resume() {
      const record = await readRecord(host, recordPath);
      results = record.results;
      if (record.running) {
        const { command, changed } = record.running;
        const operation = parseOperation(command);
        journal.info(`resuming ${operation.kind}, which a restart of the agent interrupted`, {
          operation: operation.id,
        });
        return launch(begin(command, operation, changed));
      }
      // Killed between the result and the reboot: after a reboot, the steps would already be done.
      const reboot = results.at(-1)?.rebooting;
      if (reboot) await options.reboot(reboot.reason ?? "");
    },
  };
}
