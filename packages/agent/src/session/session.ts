/** One session with the coordinator, from greeting to end. */
import type { TLSSocket } from "node:tls";
import {
  AppError,
  type Channel,
  type Frame,
  MAX_GREETING,
  MAX_MESSAGE,
  type Seldom,
  sourceOf,
  toFailure,
  websocketChannel,
} from "@rackberry/protocol";
import type { WebSocket } from "ws";
import { isCommand } from "../commands.ts";
import type { Pi } from "../identity/pi.ts";
import type { TrustStore } from "../identity/trust-store.ts";
import type { Journal } from "../journal.ts";
import { agentProof, authenticate, greeting } from "./authenticate.ts";
import { farewellSentence } from "./farewell.ts";
import { relay } from "./relay.ts";
import { keepAlive } from "./upgrade.ts";

export interface SessionOptions {
  readonly store: TrustStore;
  readonly pi: Pi;
  readonly version: string;
  readonly journal: Journal;
  /** Lets a sentence that may repeat itself at every connection pass once in a while. */
  readonly seldom: Seldom;
  /** A new end of the seam: what is sent there reaches the host's side. */
  readonly connect: () => Channel;
  /** Called once, when this session has become the coordinator's. */
  readonly onAuthenticated: (as: "adopted" | "welcome") => void;
}

const PING_INTERVAL = 15_000;

/** Ends when the connection does; never rejects. */
export async function session(
  websocket: WebSocket,
  socket: TLSSocket,
  { address, ...options }: SessionOptions & { address: string },
): Promise<void> {
  const { journal, store } = options;
  let isAuthenticated = false;
  const channel = websocketChannel(websocket, () => (isAuthenticated ? MAX_MESSAGE : MAX_GREETING), {
    onUnknown: (error) => isAuthenticated && channel.send(failure(Number(error.cause), error)),
  });
  let host: Channel | undefined;
  let asked = 0;
  try {
    channel.send(
      greeting(store.trust, options.pi, { version: options.version, proof: agentProof(store.trust, socket) }),
    );
    for await (const frame of channel.frames) {
      if (frame.kind === "farewell") {
        const kind = `farewell ${frame.value.reason ?? ""}`;
        const isNews = options.seldom(kind, sourceOf(address)) !== undefined;
        if (isNews) journal.warning(farewellSentence(frame.value), { address });
        break;
      }
      if (host) {
        // Whatever comes after the adoption shows that the coordinator has the reply.
        await store.confirm();
        if (isCommand(frame)) host.send(frame);
        else channel.send(await repeated(frame, options, socket));
        continue;
      }
      asked = frame.id;
      const answer = await authenticate(frame, store, socket);
      isAuthenticated = true;
      host = options.connect();
      void relay(host, channel);
      keepAlive(websocket, PING_INTERVAL);
      channel.send(answer.reply);
      journal.info(`${answer.as === "adopted" ? "adopted as" : "coordinator connected; this is"} ${answer.name}`, {
        address,
      });
      options.onAuthenticated(answer.as ?? "welcome");
    }
  } catch (cause) {
    const error = AppError.from(cause);
    if (!isAuthenticated) channel.send(failure(asked, error));
    if (error.code !== "disconnected" && options.seldom(`closed ${error.code}`, sourceOf(address)) !== undefined) {
      journal.warning(`connection closed: ${error.message}`, { address });
    }
  } finally {
    host?.close();
    channel.close();
    if (isAuthenticated) journal.info("coordinator disconnected", { address });
  }
}

/** Adoption or welcome said again, or a frame that only an agent sends. */
async function repeated(frame: Frame, { store }: SessionOptions, socket: TLSSocket): Promise<Frame> {
  try {
    return (await authenticate(frame, store, socket)).reply;
  } catch (cause) {
    return failure(frame.id, new AppError("unimplemented", `${frame.kind} is not a command`, { cause }));
  }
}

const failure = (id: number, error: AppError): Frame => ({ id, kind: "failure", value: toFailure(error) });
