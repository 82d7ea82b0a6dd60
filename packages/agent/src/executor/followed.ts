/** What is followed: answered at once and again, until Cancel, until nothing more can come, or until the channel's end. */
import { FOLLOWED, type FollowedKind, type Frame, type Message, type NewsOf } from "@rackberry/protocol";
import type { Caller } from "./executor.ts";

/** Tells what is new until there is no more, or until the signal aborts: then it may reject with whatever it likes. */
export type Follow<K extends FollowedKind> = (
  value: Message<K>,
  tell: (news: Message<NewsOf<K>>) => void,
  signal: AbortSignal,
) => Promise<void>;

export type Followable = { readonly [K in FollowedKind]: Follow<K> };

/** Rejects as what is followed fails. */
export async function follow(
  followable: Followable,
  { kind, value }: Frame<FollowedKind>,
  { answer, gone, cancelled }: Caller,
): Promise<void> {
  const signal = AbortSignal.any([gone, cancelled]);
  const tell = (news: Message<NewsOf<FollowedKind>>) => {
    if (!signal.aborted) answer({ kind: FOLLOWED[kind], value: news } as Omit<Frame, "id">);
  };
  try {
    // The compiler loses sight of which value belongs to which kind.
    await (followable[kind] as Follow<FollowedKind>)(value, tell, signal);
  } catch (cause) {
    if (!cancelled.aborted) throw cause;
  }
  answer({ kind: "done", value: {} });
}
