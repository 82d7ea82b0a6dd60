/** The closed set of commands that the executor takes; with the door's own requests, all that this agent can be asked for. */
import { type Frame, type Kind, type OperationKind, PLAIN_REQUESTS } from "@rackberry/protocol";
import { isOperation, OPERATIONS } from "./operations/index.ts";

/** The commands that begin no operation: answered once, followed, or attached to an operation. */
const OTHERS = [
  "getFacts",
  "getOperation",
  "followLog",
  "getBlob",
  "putBlob",
  "getVersions",
] as const satisfies readonly Kind[];

export type OtherCommand = (typeof OTHERS)[number];
type Command = Frame<OtherCommand | OperationKind | "cancel">;

export const isCommand = (frame: Frame): frame is Command =>
  isOperation(frame) || (OTHERS as readonly Kind[]).includes(frame.kind) || frame.kind === "cancel";

/** The requests that the greeting lists, taken from the tables that serve them. */
export const REQUESTS: readonly string[] = [...Object.keys(OPERATIONS), ...OTHERS, ...PLAIN_REQUESTS];
