/** Followed requests: answered at once and again whenever there is news, until Cancel or the end of the connection. */
import type { Kind } from "./wire.ts";

/** Each request with the kind of its answers. Each ends with `done` or `failure`. */
export const FOLLOWED = { followLog: "logLines", followServices: "serviceReport" } as const satisfies {
  readonly [K in Kind]?: Kind;
};

export type FollowedKind = keyof typeof FOLLOWED;
/** The kind of the answers to a followed request. */
export type NewsOf<K extends FollowedKind> = (typeof FOLLOWED)[K];
