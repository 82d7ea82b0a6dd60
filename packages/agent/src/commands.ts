/** The closed set of commands that cross the seam between the session and the host's side. */
import type { Frame, Kind } from "@rackberry/protocol";

const COMMANDS = [
  "getFacts",
  "apply",
  "init",
  "grant",
  "join",
  "reset",
  "mirror",
  "reboot",
  "getOperation",
  "followLog",
  "followServices",
  "getKubeconfig",
  "putPackage",
  "upgrade",
  "getVersions",
] as const satisfies readonly Kind[];

export type CommandKind = (typeof COMMANDS)[number];
export type Command<K extends CommandKind = CommandKind> = Frame<K>;

export const isCommand = (frame: Frame): frame is Command => (COMMANDS as readonly string[]).includes(frame.kind);
