export type {
  Board,
  Card,
  ExecOptions,
  ExecResult,
  Pi,
  PiSpec,
  Rack,
  RackArtifacts,
  RackOptions,
  SpawnOptions,
  StockSystem,
  SystemName,
} from "./api.ts";
export { inReader } from "./card/card.ts";
export { closeOnSignal } from "./close-on-signal.ts";
export { sweepLeftovers } from "./leftovers.ts";
export { openRack } from "./rack.ts";
export { poll } from "./run.ts";
