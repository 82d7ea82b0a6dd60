/** What a verb of pictl is, and what it gets. */
import type { ParseArgsOptionsConfig } from "node:util";
import type { HostNetwork } from "@rackberry/protocol";
import { AppError } from "@rackberry/protocol";
import type { CardReader } from "./reader/card-reader.ts";

export interface Context {
  /** Rack directory, chosen by rack/current-rack.ts. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home directory; absent when there is none. */
  readonly home?: string;
  /** HOST[:PORT] from --coordinator, "" when not given. */
  readonly coordinator: string;
  /** Prints a line of the answer. */
  readonly print: (line: string) => void;
  /** Resolves when the reader of the answer has caught up, for endless output. Absent: there is nothing to wait for. */
  readonly drained?: () => Promise<void>;
  /** Prints a line for the user that is not part of the answer: progress, hints. */
  readonly note: (line: string) => void;
  /** Replaces the last such line, or clears it with ""; absent without a terminal. */
  readonly redraw?: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the answer goes to a terminal. */
  readonly terminal: boolean;
  /** Columns of the terminal; infinite without one. */
  readonly columns: () => number;
  /** Asks the user a question; absent without a terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** The networks that this machine is on; absent if unknown. */
  readonly networks?: () => Promise<readonly HostNetwork[]>;
  /** Where cards are mounted; absent if unknown. */
  readonly reader?: CardReader;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Options of every verb. */
export const COMMON_OPTIONS = {
  rack: { type: "string", short: "C" },
  coordinator: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export interface Verb {
  readonly name: string;
  /** Arguments as usage shows them: BOOT_DIR [options]. */
  readonly usage: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** Everything below the usage line of `pictl VERB --help`. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many positional arguments it takes. */
  readonly takes: readonly [least: number, most: number];
  /** What a shell offers for its arguments: files, or these words; absent when pictl does not know. */
  readonly completes?: "files" | readonly string[];
  /** What the user should know after interrupting it; absent if that is obvious. */
  readonly interrupted?: string;
  /** It creates a rack: only -C, RACKBERRY and the current directory decide where. */
  readonly makesRack?: true;
  /** Whether it only answers and changes nothing: then it is pointless to run it when the answer cannot be read. */
  onlyAnswers?(values: Values): boolean;
  /** The exit code; failures are thrown as AppError. */
  run(context: Context, positionals: readonly string[], values: Values): Promise<number>;
}

/** A string option, or undefined. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

const USAGE = "usage";

/** Wrong use of the command line: exit code 2. */
export const usageError = (message: string): AppError => new AppError("invalid", message, { step: USAGE });
export const isUsageError = (error: AppError): boolean => error.step === USAGE;
