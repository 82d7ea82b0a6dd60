/** What a verb of pictl is, and what it gets. */
import type { ParseArgsOptionsConfig } from "node:util";
import type { HostNetwork } from "@rackberry/protocol";
import { AppError } from "@rackberry/protocol";
import type { CardReader } from "./reader/card-reader.ts";

export interface Context {
  /** Rack directory: which one, rack/current-rack.ts says. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's home directory; absent when there is none. */
  readonly home?: string;
  /** HOST[:PORT] from --coordinator, "" when it was not given. */
  readonly coordinator: string;
  /** A line of the answer. */
  readonly print: (line: string) => void;
  /** Until who reads the answer keeps up: for what prints without end. Absent: at once. */
  readonly drained?: () => Promise<void>;
  /** A line for the person beside the answer: progress, hints. */
  readonly note: (line: string) => void;
  /** Draws a line for the person in place of the one before, "" none; absent when they have no terminal. */
  readonly redraw?: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The answer goes to a terminal. */
  readonly terminal: boolean;
  /** Columns of the terminal; without one there is no bound. */
  readonly columns: () => number;
  /** Asks the person; absent when there is none. */
  readonly ask?: (question: string) => Promise<string>;
  /** The networks that this machine is on; absent: they are not known. */
  readonly networks?: () => Promise<readonly HostNetwork[]>;
  /** Where cards are mounted; absent where that is not known. */
  readonly reader?: CardReader;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Options that are good for every verb. */
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
  /** What a shell completes in place of its arguments: files, or these words; absent when pictl does not know. */
  readonly completes?: "files" | readonly string[];
  /** What a person should know who has interrupted it; absent: nothing that they cannot see. */
  readonly interrupted?: string;
  /** It makes a rack: only what was said and the current directory count as its place. */
  readonly makesRack?: true;
  /** Whether all that it does is to answer: then nothing is gained when nobody can get the answer. */
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
