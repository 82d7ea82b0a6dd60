/** When a node that lacks the newest names and routes is told them. Pure; times are milliseconds that never jump. */

interface Lag {
  /** When it was first seen to lack something. */
  readonly since: number;
  /** When it was told last, in this session. */
  readonly told: number;
  /** Of the whole rack. */
  readonly nodes: number;
  /** It joins as soon as it knows the control plane. */
  readonly joins: boolean;
}

/** Milliseconds: names that arrive together are written together. */
const TOGETHER = 150;
/**
 * Milliseconds for each node of the rack between two times that one node is told. Everybody's arrival is news for
 * everybody, so that a rack which is told at once is told as often as the square of its size; this way all of it is told
 * twenty times a second, however large it is.
 */
const SHARE = 50;

export const refreshAt = ({ since, told, nodes, joins }: Lag): number =>
  Math.max(since + TOGETHER, joins ? 0 : told + nodes * SHARE);
