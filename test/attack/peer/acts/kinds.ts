/** Each kind of message before authentication: without the pin, and with it but without adoption or welcome. */
import type { Act } from "../act.ts";
import { openSession } from "../session.ts";
import { closedWithin } from "../wire/closed.ts";
import { envelope, KINDS, type Kind, UNAUTHENTICATED } from "../wire/envelope.ts";
import { number } from "../wire/protobuf.ts";
import { cardProof, connect, type Party, party, type Target } from "../wire/tls.ts";
import { frame, UPGRADE } from "../wire/websocket.ts";

export interface KindsArgs {
  readonly target: Target;
  /** The coordinator's key. */
  readonly key: string;
}

export const kinds: Act<KindsArgs> = async ({ target, key }) => {
  const stranger = party();
  const pinned = party({ key });
  const unpinned: Record<string, number> = {};
  const unwelcome: Record<string, string> = {};
  const proofs: Record<string, string> = {};
  for (const kind of KINDS) unpinned[kind] = await premature(target, stranger, kind);
  // The holder of the pin may send welcome and farewell: it is the coordinator.
  for (const kind of KINDS.filter((kind) => kind !== "welcome" && kind !== "farewell"))
    unwelcome[kind] = await answerTo(target, pinned, () => envelope(kind, 1, bodyOf(kind)));
  proofs["no-proof"] = await answerTo(target, pinned, () => envelope("adopt", 1, [[2, "mine"]]), "signed");
  proofs["proof-of-zeros"] = await answerTo(target, pinned, () => adopt(Buffer.alloc(32)), "signed");
  proofs["proof-too-long"] = await answerTo(target, pinned, () => adopt(Buffer.alloc(4_000)), "signed");
  // Messages that the agent itself sent in this session, sent back to it.
  proofs["proof-reflected"] = await answerTo(target, pinned, (own) => adopt(own), "signed");
  const earlier = await proofOf(target, pinned);
  proofs["proof-of-another-session"] = await answerTo(target, pinned, () => adopt(earlier), "signed");
  return { unpinned, unwelcome, proofs };
};

const adopt = (proof: Buffer) =>
  envelope("adopt", 1, [
    [1, proof],
    [2, "mine"],
  ]);

/** A message that would do harm if it were obeyed. */
function bodyOf(kind: Kind) {
  if (kind === "reset") return [[1, "attack-1"]] as const;
  return [] as const;
}

/** Bytes that come back for a request and frame sent before the handshake is judged. */
async function premature(target: Target, stranger: Party, kind: Kind): Promise<number> {
  const socket = await connect(target, stranger).catch(() => undefined);
  if (!socket) return 0;
  let bytes = 0;
  socket.on("data", (chunk) => {
    bytes += chunk.length;
  });
  socket.write(Buffer.concat([Buffer.from(UPGRADE), frame(envelope(kind, 1, bodyOf(kind)))]));
  await closedWithin(socket, 1_000);
  socket.destroy();
  return bytes;
}

/** How the agent answers the first frame: `unauthenticated`, `closed`, or the kind of its answer. */
async function answerTo(
  target: Target,
  pinned: Party,
  frameOf: (proof: Buffer) => Buffer,
  how: "plain" | "signed" = "plain",
): Promise<string> {
  using session = await openSession(target, pinned);
  const greeting = await session.next();
  const proof = greeting?.body.get(7)?.at(-1);
  const frame = frameOf(Buffer.isBuffer(proof) ? proof : cardProof(Buffer.alloc(32), "agent", session.socket));
  if (how === "signed") session.command(frame);
  else session.send(frame);
  const answer = await session.next(2);
  if (!answer) return "closed";
  if (answer.kind !== "failure") return answer.kind;
  return number(answer.body, 1) === UNAUTHENTICATED ? "unauthenticated" : `failure ${number(answer.body, 1)}`;
}

async function proofOf(target: Target, pinned: Party): Promise<Buffer> {
  using session = await openSession(target, pinned);
  const proof = (await session.next())?.body.get(7)?.at(-1);
  return Buffer.isBuffer(proof) && proof.length > 0
    ? proof
    : cardProof(Buffer.alloc(32), "coordinator", session.socket);
}
