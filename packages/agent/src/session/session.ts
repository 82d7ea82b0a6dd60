/** One session with the coordinator, from greeting to end: the door passes on only signed commands and the answers. */
import type { TLSSocket } from "node:tls";
import {
  AppError,
  type Channel,
  decode,
  type Frame,
  isPlainRequest,
  keyingMaterialOf,
  MAX_FRAME,
  MAX_GREETING,
  type Message,
  type Seldom,
  sourceOf,
  toFailure,
  websocketChannel,
} from "@rackberry/protocol";
import type { WebSocket } from "ws";
import type { Journal } from "../journal.ts";
import type { FollowServices } from "../services/follow-services.ts";
import { executorLine } from "./executor-line.ts";
import { farewellSentence } from "./farewell.ts";
import { plainRequests } from "./plain-requests.ts";
import { keepAlive } from "./upgrade.ts";

export interface SessionOptions {
  readonly journal: Journal;
  /** Limits how often a sentence that could recur at every connection is logged. */
  readonly seldom: Seldom;
  /** Opens a new channel to the executor, for the TLS session with this keying material. */
  readonly open: (keyingMaterial: Buffer) => Channel;
  readonly followServices: FollowServices;
  /** Called once, when the coordinator of this session is authenticated. */
  readonly onAuthenticated: () => void;
}

const PING_INTERVAL = 15_000;

/** Ends when the connection does; never rejects. */
export async function session(
  websocket: WebSocket,
  socket: TLSSocket,
  { address, ...options }: SessionOptions & { address: string },
): Promise<void> {
  const { journal } = options;
  const over = new AbortController();
  let isAuthenticated = false;
  /** Name in the adoption or welcome that the executor has not answered yet. */
  let named = "";
  const channel = websocketChannel(websocket, () => (isAuthenticated ? MAX_FRAME : MAX_GREETING), {
    onUnknown: (error) => isAuthenticated && channel.send(failure(Number(error.cause), error)),
  });
  const end = (error: AppError) => {
    if (options.seldom(`closed ${error.code}`, sourceOf(address)) !== undefined) {
      journal.warning(`connection closed: ${error.message}`, { address });
    }
    channel.close();
  };
  const keyingMaterial = keyingMaterialOf(socket);
  const executor = executorLine({
    open: () => options.open(keyingMaterial),
    onDeath: end,
    onFrame(frame) {
      if (!isAuthenticated && (frame.kind === "adopted" || frame.kind === "done")) {
        isAuthenticated = true;
        keepAlive(websocket, PING_INTERVAL);
        const as = frame.kind === "adopted" ? "adopted as" : "coordinator connected; this is";
        journal.info(`${as} ${named || "(no name)"}`, { address });
        options.onAuthenticated();
      }
      channel.send(frame);
      if (!isAuthenticated && frame.kind === "failure") {
        end(new AppError("unauthenticated", frame.value.message ?? ""));
      }
    },
  });
  const plain = plainRequests(channel, options.followServices, over.signal);
  try {
    executor.wake();
    for await (const frame of channel.frames) {
      if (frame.kind === "farewell") {
        const kind = `farewell ${frame.value.reason ?? ""}`;
        const isNews = options.seldom(kind, sourceOf(address)) !== undefined;
        if (isNews) journal.warning(farewellSentence(frame.value), { address });
        break;
      }
      if (frame.kind === "signed") {
        if (!isAuthenticated) named = nameIn(frame.value);
        executor.send(frame);
      } else if (frame.kind === "getChallenge") executor.wake();
      else if (isPlainRequest(frame) && isAuthenticated) void plain.serve(frame);
      else if (frame.kind !== "cancel" || !plain.cancel(frame.id)) {
        const error = new AppError("unauthenticated", `${frame.kind} is not signed with the coordinator's key`);
        channel.send(failure(frame.id, error));
        if (!isAuthenticated) throw error;
      }
    }
  } catch (cause) {
    const error = AppError.from(cause);
    if (!isAuthenticated && error.code !== "unauthenticated") channel.send(failure(0, error));
    if (error.code !== "disconnected") end(error);
  } finally {
    over.abort();
    executor.close();
    channel.close();
    if (isAuthenticated) journal.info("coordinator disconnected", { address });
  }
}

const failure = (id: number, error: AppError): Frame => ({ id, kind: "failure", value: toFailure(error) });

/** Only for the journal: the executor decides about the command, also about one that cannot be decoded. */
function nameIn({ frame }: Message<"signed">): string {
  try {
    const command = decode(frame ?? new Uint8Array());
    return command.kind === "adopt" || command.kind === "welcome" ? (command.value.name ?? "") : "";
  } catch {
    return "";
  }
}
