/** The closed set of causes. They cross the wire (as FailureCode); stacks do not. */
export type Code =
  | "internal"
  | "unimplemented"
  | "invalid"
  | "unauthenticated"
  | "busy"
  | "command-failed"
  | "step-ineffective"
  | "timeout"
  | "unknown-operation"
  | "refused"
  | "clock"
  /** Cancelled, because nothing is waiting for it any longer. */
  | "cancelled"
  /** Local only: the other end disconnected. */
  | "disconnected"
  /** Local only: the cluster's API server cannot be reached. */
  | "unreachable";

/** In the order of FailureCode in rackberry.proto. */
const CODES: readonly Code[] = [
  "internal",
  "unimplemented",
  "invalid",
  "unauthenticated",
  "busy",
  "command-failed",
  "step-ineffective",
  "timeout",
  "unknown-operation",
  "refused",
  "clock",
  "cancelled",
];

export interface AppErrorOptions extends ErrorOptions {
  /** The tool's own last lines, for people; never a secret. */
  readonly detail?: string;
  /** The step that failed. */
  readonly step?: string;
}

/** The only error class: its message says what failed, in the tool's own words, and what to do next. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: Code;
  readonly detail: string;
  readonly step: string;

  constructor(code: Code, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.detail = options.detail ?? "";
    this.step = options.step ?? "";
  }

  /** Also true for errors from a bundle loaded late, which has its own copy of this class (packaging/bundle.ts). */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "AppError";
  }

  /** The only place where a foreign error becomes ours. */
  static from(cause: unknown): AppError {
    if (cause instanceof AppError) return cause;
    return new AppError("internal", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** FailureCode's number for a code; local-only codes never cross the wire. */
export const failureCode = (code: Code): number => Math.max(0, CODES.indexOf(code));
/** The code for a FailureCode number; an unknown number, from a newer peer, is `internal`. */
export const codeOf = (failure: number): Code => CODES[failure] ?? "internal";
