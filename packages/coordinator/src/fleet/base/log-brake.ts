/** Limits the lines in the journal: no peer can fill it, and no peer's flood hides what happens to another. */
import { seldom, sourceOf } from "@rackberry/protocol";
import type { Fields, Log } from "./log.ts";

/** Lines a minute that begin alike: about one node, and about all strangers (one line for each address). */
const OF_NODE = 30;
const OF_STRANGERS = 10;
/** Distinct beginnings; any more share the lines of one. Enough for 500 nodes; few for strangers, who can vary them. */
const NODE_KINDS = 16_384;
const STRANGER_KINDS = 16;

/** Lines that are about neither a node nor a stranger are the coordinator's own, and always pass. */
export function braked(log: Log, monotonic: () => number): Log {
  const nodes = seldom(monotonic, { most: OF_NODE, kinds: NODE_KINDS });
  const strangers = seldom(monotonic, { most: OF_STRANGERS, kinds: STRANGER_KINDS });
  let count = 0;
  const omittedBefore = (sentence: string, fields: Fields): number | undefined => {
    // A node may repeat a line: its lines are its history.
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

/** The sentence's first words, without numbers: what follows may come from a peer. */
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
