/** The closed set of commands that cross the seam between the session and the host's side. */
import {
  FOLLOWED,
  type FollowedKind,
  type Frame,
  isFollowed,
  type Kind,
  type OperationKind,
} from "@rackberry/protocol";
import { isOperation, OPERATIONS } from "./operations/index.ts";

/** The ones that begin no operation and are answered once, or attach to an operation. */
const ASKED = ["getFacts", "getOperation", "getBlob", "putBlob", "getVersions"] as const satisfies readonly Kind[];

export type AskedCommand = (typeof ASKED)[number];
type Command = Frame<AskedCommand | FollowedKind | OperationKind | "cancel">;

const isAsked = (kind: Kind): kind is AskedCommand => (ASKED as readonly Kind[]).includes(kind);

export const isCommand = (frame: Frame): frame is Command =>
  isOperation(frame) || isAsked(frame.kind) || isFollowed(frame.kind) || frame.kind === "cancel";

/** What the greeting says that this agent can be asked for: read off the tables that serve it. */
export const REQUESTS: readonly string[] = [...Object.keys(OPERATIONS), ...ASKED, ...Object.keys(FOLLOWED)];
