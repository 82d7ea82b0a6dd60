/** A program of a simulated Pi. */
import { AppError } from "@rackberry/protocol";
import type { PiState } from "./card.ts";

export interface ProgramContext {
  readonly state: PiState;
  readonly stdin: string;
  /** Records that the Pi was changed, with a description for a test's message. */
  readonly changed: (what: string) => void;
  /** Restarts the Pi. */
  readonly reboot: () => void;
  readonly setClock: (ms: number) => void;
  /** A time server has set the clock. */
  readonly synchronised: boolean;
  readonly repository: SimulatedRepository;
}

/** Kubernetes' package repository as apt sees it; throws apt's own words (`AppError`) when it fails. */
export interface SimulatedRepository {
  /** The signing key that it serves. */
  key(address: string): string;
  /** Its package list, for an apt with that key. */
  packages(url: string, key: string): string;
}

/** Returns standard output; throws `command-failed` as the real host would. */
export type Program = (args: readonly string[], context: ProgramContext) => string;

export const fail = (program: string, words: string, exit = 1): never => {
  throw new AppError("command-failed", `${program} exited ${exit}: ${words}`, { detail: words });
};

/** Changes a file, keeping its mode and owner. */
export function write(state: PiState, path: string, content: string, mode = 0o644): void {
  const { uid = 0, gid = 0 } = state.files[path] ?? {};
  state.files[path] = { content, mode: state.files[path]?.mode ?? mode, uid, gid };
}
