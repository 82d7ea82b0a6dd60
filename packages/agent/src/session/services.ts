/** What the door does for the coordinator itself: looks at the cluster's services, which takes no rights. */
import {
  AppError,
  type Channel,
  type Message,
  parseServices,
  type ServiceReport,
  toFailure,
} from "@rackberry/protocol";
import type { FollowServices } from "../services/follow-services.ts";

/** Answers each request until the next one, which ends it with Done, or until the signal. */
export function serviceReports(
  channel: Pick<Channel, "send">,
  followServices: FollowServices,
  signal: AbortSignal,
): (id: number, request: Message<"followServices">) => Promise<void> {
  let latest: AbortController | undefined;
  return async (id, request) => {
    latest?.abort();
    const own = new AbortController();
    latest = own;
    const onReport = ({ culprits, ...report }: ServiceReport) =>
      channel.send({ id, kind: "serviceReport", value: { ...report, culprits: [...culprits] } });
    try {
      await followServices(parseServices(request), onReport, AbortSignal.any([signal, own.signal]));
    } catch (cause) {
      if (signal.aborted) return;
      if (!own.signal.aborted) {
        channel.send({ id, kind: "failure", value: toFailure(AppError.from(cause)) });
        return;
      }
    }
    channel.send({ id, kind: "done", value: {} });
  };
}
