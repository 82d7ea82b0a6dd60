/** Followed requests: answered at once and again whenever there is something new, until Cancel or the connection's end. */
import type { Kind } from "./wire.ts";

/** Each with what it is answered with. Either way it ends with `done`, or with `failure`. */
export const FOLLOWED = { followLog: "logLines", followServices: "serviceReport" } as const satisfies {
  readonly [K in Kind]?: Kind;
};

export type FollowedKind = keyof typeof FOLLOWED;
/** Kind of the answers to a followed request. */
export type NewsOf<K extends FollowedKind> = (typeof FOLLOWED)[K];
