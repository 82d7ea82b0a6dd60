/**
 * What survives a restart of the agent, but not a reboot: the running operation and the last results. On tmpfs
 * and readable by root only, since commands and results carry secrets.
 */
import { decode, encode, type Message, type StepEvent } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { OperationCommand } from "../operations/index.ts";

export type Result = Message<"result">;

export interface OperationRecord {
  readonly running?: {
    readonly command: OperationCommand;
    /** Steps that have already changed something. */
    readonly changed: readonly StepEvent[];
  };
  /** Oldest first. */
  readonly results: readonly Result[];
}

/** The coordinator asks for its latest operation only; a few more do no harm. */
const MAX_RESULTS = 4;

export async function readRecord(host: Host, path: string): Promise<OperationRecord> {
  const content = await host.read(path);
  if (content === undefined) return { results: [] };
  try {
    const { running, changed, results } = JSON.parse(content) as {
      running?: string;
      changed: string;
      results: string[];
    };
    return {
      ...(running && {
        running: {
          command: decode(Buffer.from(running, "base64")) as OperationCommand,
          changed: resultOf(changed).steps as StepEvent[],
        },
      }),
      results: results.map(resultOf),
    };
  } catch {
    // From another version: the steps find out what was done, as after a reboot.
    return { results: [] };
  }
}

export async function writeRecord(host: Host, path: string, { running, results }: OperationRecord): Promise<void> {
  const content = {
    ...(running && {
      running: Buffer.from(encode(running.command)).toString("base64"),
      changed: bytesOf({ steps: [...running.changed] }),
    }),
    results: results.slice(-MAX_RESULTS).map(bytesOf),
  };
  await host.write(path, JSON.stringify(content), { mode: 0o600 });
}

// In the contract's own encoding, which handles 64-bit numbers and future fields.
const bytesOf = (value: Result) => Buffer.from(encode({ id: 0, kind: "result", value })).toString("base64");
function resultOf(bytes: string): Result {
  const frame = decode(Buffer.from(bytes, "base64"));
  return frame.kind === "result" ? frame.value : {};
}
