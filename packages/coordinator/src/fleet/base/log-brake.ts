/** A brake on the journal: nobody fills it, and nobody's flood hides what happens to another. */
import { seldom, sourceOf } from "@rackberry/protocol";
import type { Fields, Log } from "./log.ts";

/** Lines a minute: of one node that begin alike, and of strangers that begin alike, who have one for each address. */
const OF_NODE = 30;
const OF_STRANGERS = 10;
/** More beginnings share the lines of one: those of 500 nodes, and those of strangers, whose words may be theirs. */
const NODE_KINDS = 16_384;
const STRANGER_KINDS = 16;

/** Lines that are about neither a node nor a stranger are the coordinator's own, and always pass. */
export function braked(log: Log, monotonic: () => number): Log {
  const nodes = seldom(monotonic, { most: OF_NODE, kinds: NODE_KINDS });
  const strangers = seldom(monotonic, { most: OF_STRANGERS, kinds: STRANGER_KINDS });
  let count = 0;
  const omittedBefore = (sentence: string, fields: Fields): number | undefined => {
    // A node may repeat itself: its lines are its story.
    if (fields.node) return nodes(`${fields.node} ${beginningOf(sentence, 2)}`, `${count++}`);
    const stranger = strangerOf(fields);
    // More words: most lines about strangers begin with "refused: its card".
    return stranger === undefined ? 0 : strangers(beginningOf(sentence, 4), stranger);
  };
  const passing =
    (write: Log["info"]): Log["info"] =>
    (sentence, fields = {}) => {
      const omitted = omittedBefore(sentence, fields);
      if (omitted !== undefined) write(sentence, { ...fields, omitted: omitted || undefined });
    };
  return { info: passing(log.info), warn: passing(log.warn), error: passing(log.error) };
}

/** Its first words, without numbers: what follows may be a peer's. */
const beginningOf = (sentence: string, words: number): string =>
  sentence
    .replace(/[0-9]+/g, "")
    .split(" ", words)
    .join(" ")
    .slice(0, 64);

function strangerOf({ address, endpoint, serial, fingerprint }: Fields): string | undefined {
  const host = address ?? (typeof endpoint === "string" ? endpoint.replace(/:\d+$/, "") : endpoint);
  if (host !== undefined && host !== "") return sourceOf(`${host}`);
  const face = fingerprint ?? serial;
  return face === undefined ? undefined : `${face}`;
}
