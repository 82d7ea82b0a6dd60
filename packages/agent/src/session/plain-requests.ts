/** Unsigned requests, which the door itself serves: checking the cluster's services needs no privileges. */
import {
  AppError,
  type Channel,
  type Frame,
  type PlainRequest,
  parseServices,
  type ServiceReport,
  toFailure,
} from "@rackberry/protocol";
import { type Caller, follow } from "../followed.ts";
import type { FollowServices } from "../services/follow-services.ts";

export interface PlainRequests {
  /** Serves a request until it is cancelled or the signal aborts; never rejects. */
  serve(frame: Frame<PlainRequest>): Promise<void>;
  /** Ends the request with this id; false when there is none. */
  cancel(id: number): boolean;
}

/** Requests at the same time: a coordinator needs one, and briefly two when it asks again. */
const MAX_SERVED = 8;

export function plainRequests(
  channel: Pick<Channel, "send">,
  followServices: FollowServices,
  gone: AbortSignal,
): PlainRequests {
  const served = new Map<number, AbortController>();
  const handlers: { readonly [K in PlainRequest]: (frame: Frame<K>, caller: Caller) => Promise<void> } = {
    followServices: ({ kind, value }, caller) =>
      follow(kind, caller, (tell, signal) => {
        const onReport = ({ culprits, ...report }: ServiceReport) => tell({ ...report, culprits: [...culprits] });
        return followServices(parseServices(value), onReport, signal);
      }),
  };
  return {
    async serve(frame) {
      const { id, kind } = frame;
      const answer: Caller["answer"] = (reply) => channel.send({ ...reply, id } as Frame);
      const own = new AbortController();
      try {
        if (served.size >= MAX_SERVED) throw new AppError("busy", "too many requests at once");
        served.set(id, own);
        await handlers[kind](frame, { answer, gone, cancelled: own.signal });
      } catch (cause) {
        if (!gone.aborted) answer({ kind: "failure", value: toFailure(AppError.from(cause)) });
      } finally {
        if (served.get(id) === own) served.delete(id);
      }
    },
    cancel(id) {
      const one = served.get(id);
      one?.abort(new AppError("cancelled", "the coordinator cancelled the request"));
      return one !== undefined;
    },
  };
}
