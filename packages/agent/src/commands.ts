/** The closed set of commands that cross the seam between the door and the executor. */
import type { Frame, Kind, OperationKind } from "@rackberry/protocol";
import { isOperation } from "./operations/index.ts";

/** Answered at once, or followed: the ones that begin no operation. */
const OTHERS = [
  "getFacts",
  "reboot",
  "getOperation",
  "followLog",
  "getKubeconfig",
  "putPackage",
  "getVersions",
] as const satisfies readonly Kind[];

export type OtherCommand = (typeof OTHERS)[number];
type Command = Frame<OtherCommand | OperationKind>;

export const isCommand = (frame: Frame): frame is Command =>
  isOperation(frame) || (OTHERS as readonly string[]).includes(frame.kind);
