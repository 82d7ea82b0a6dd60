/**
 * Commands as the coordinator sends them while it makes a cluster of master1 and node1, from the wire and parsed:
 * sent.golden is its own output (npm run fixtures), and test/contract/sent.test.ts checks that they match.
 */
import { readFileSync } from "node:fs";
import { decode, encode, type Frame } from "@rackberry/protocol";
import { isOperation, type Operation, type OperationCommand, parseOperation } from "../index.ts";

type SentKind = "apply" | "init" | "grant" | "join";
type Sent<T, K extends SentKind> = Extract<T, { readonly kind: K }>;

const FRAMES = readFileSync(new URL("sent.golden", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => decode(encode(JSON.parse(line) as Frame)))
  .filter(isOperation);

/** As it arrives from the wire. */
export const sentFrame = <K extends SentKind>(kind: K): Sent<OperationCommand, K> => only(FRAMES, kind);

/** As the steps receive it. */
export const sent = <K extends SentKind>(kind: K): Sent<Operation, K> => only(FRAMES.map(parseOperation), kind);

function only<T extends { readonly kind: string }, K extends SentKind>(all: readonly T[], kind: K): Sent<T, K> {
  const found = all.find((one): one is Sent<T, K> => one.kind === kind);
  if (found) return found;
  throw new Error(`sent.golden has no ${kind}: npm run fixtures`);
}
