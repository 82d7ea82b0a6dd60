import { once } from "node:events";
import { createConnection, createServer, type Server } from "node:net";
import { text } from "node:stream/consumers";
import type { Board, Pi, Rack } from "./api.ts";
import { controlSocket } from "./run-directory.ts";

/** Actions on a board, and on every Pi. */
const BOARD_VERBS = {
  plug: (pi: Board | Pi) => pi.plugIn(),
  pull: (pi: Board | Pi) => pi.pullPlug(),
  unplug: (pi: Board | Pi) => pi.unplugNetwork(),
  replug: (pi: Board | Pi) => pi.replugNetwork(),
} as const;

/** Actions on a Pi of a rack that another process holds. */
export const VERBS = {
  ...BOARD_VERBS,
  reset: (pi: Pi) => pi.pressReset(),
  lease: async (pi: Pi, rack: Rack) => void (await rack.changeLease(pi)),
} as const;

export type Verb = keyof typeof VERBS;

/** Lets root's other processes act on the rack through a socket: one line `verb pi` in, `ok` or the error out. */
export async function serveControl(rack: Rack): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {});
    void text(socket)
      .then((line) => act(rack, line.trim()))
      .then(
        () => socket.end("ok"),
        (error: Error) => socket.end(error.message),
      );
  });
  server.listen(controlSocket(rack.id));
  await once(server, "listening");
  server.unref();
  return server;
}

async function act(rack: Rack, line: string): Promise<void> {
  const [verb = "", name = ""] = line.split(" ");
  if (!Object.hasOwn(VERBS, verb)) throw new Error(`Not a verb: ${verb}`);
  const board = rack.boards.find((candidate) => candidate.name === name);
  if (board && Object.hasOwn(BOARD_VERBS, verb)) return BOARD_VERBS[verb as keyof typeof BOARD_VERBS](board);
  if (board) throw new Error(`Not for a board: ${verb}`);
  const pi = rack.pis.find((candidate) => candidate.name === name);
  const names = [...rack.pis, ...rack.boards].map((each) => each.name).join(", ");
  if (!pi) throw new Error(`Rack ${rack.name} has no Pi ${name}: it has ${names}`);
  await VERBS[verb as Verb](pi, rack);
}

/** Asks the process that owns the rack to carry out the verb, and waits until it is done. */
export async function requestControl(rackId: string, verb: Verb, pi: string): Promise<void> {
  const socket = createConnection({ path: controlSocket(rackId), allowHalfOpen: true });
  socket.end(`${verb} ${pi}`);
  const answer = await text(socket);
  if (answer !== "ok") throw new Error(answer || "The owner of the rack has gone");
}
