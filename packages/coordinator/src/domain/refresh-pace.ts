/** When to send a node the names and routes that it lacks. Pure; times are monotonic milliseconds. */

interface Lag {
  /** When it was first seen to lack something. */
  readonly since: number;
  /** When it was last sent them in this session. */
  readonly told: number;
  /** Number of nodes in the whole rack. */
  readonly nodes: number;
  /** It joins as soon as it knows the control plane. */
  readonly joins: boolean;
}

/** Milliseconds: names that arrive together are written together. */
const TOGETHER = 150;
/**
 * Milliseconds, multiplied by the number of nodes in the rack, between two refreshes of one node. Each arrival concerns
 * every node: without a pause, the number of refreshes would grow with the square of the rack's size. This way there
 * are at most twenty a second, however large the rack is.
 */
const SHARE = 50;

export const refreshAt = ({ since, told, nodes, joins }: Lag): number =>
  Math.max(since + TOGETHER, joins ? 0 : told + nodes * SHARE);
