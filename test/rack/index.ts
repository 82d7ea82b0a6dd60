export type {
  Card,
  ExecOptions,
  ExecResult,
  Pi,
  PiSpec,
  Rack,
  RackArtifacts,
  RackOptions,
  SpawnOptions,
} from "./api.ts";
export { closeOnSignal } from "./close-on-signal.ts";
export { sweepLeftovers } from "./leftovers.ts";
export { openRack } from "./rack.ts";
export { poll } from "./run.ts";
