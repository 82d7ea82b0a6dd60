/** Followed requests: answered at once and again, until Cancel, until nothing more can come, or until the channel ends. */
import { FOLLOWED, type FollowedKind, type Frame, type Message, type NewsOf } from "@rackberry/protocol";

export interface Caller {
  /** Answers the command with a frame that has its id. */
  answer(frame: Omit<Frame, "id">): void;
  /** Aborts with the channel. */
  readonly gone: AbortSignal;
  /** Aborts when the other end cancels. */
  readonly cancelled: AbortSignal;
}

/** Tells what is new until there is no more, or until the signal aborts: then it may reject with whatever it likes. */
type Work<K extends FollowedKind> = (tell: (news: Message<NewsOf<K>>) => void, signal: AbortSignal) => Promise<void>;

/** Rejects as what is followed fails. */
export async function follow<K extends FollowedKind>(
  kind: K,
  { answer, gone, cancelled }: Caller,
  work: Work<K>,
): Promise<void> {
  const signal = AbortSignal.any([gone, cancelled]);
  const tell = (news: Message<NewsOf<K>>) => {
    if (!signal.aborted) answer({ kind: FOLLOWED[kind], value: news } as Omit<Frame, "id">);
  };
  try {
    await work(tell, signal);
  } catch (cause) {
    if (!cancelled.aborted) throw cause;
  }
  answer({ kind: "done", value: {} });
}
