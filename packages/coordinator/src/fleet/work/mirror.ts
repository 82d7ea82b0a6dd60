/** Makes the rack's mirror on the master what a person asked for. */
import {
  type AppError,
  grammar,
  type Message,
  type MirrorContent,
  nodeSpecMessage,
  parseImage,
} from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../../domain/backoff.ts";
import { flannelImages } from "../../network/flannel.ts";
import type { Fleet } from "../fleet.ts";
import { currentWish, NO_FAILURE, tryAllNow, writeMirror } from "../mirror.ts";
import { operate } from "../operation.ts";
import { specOf } from "../wanted.ts";
import type { Work } from "./work.ts";

export const mirror: Work = {
  /** What a person wished while it was at work is seen from the wish: that it was fulfilled is said of the one sent. */
  async begin(fleet, session) {
    const wish = currentWish(fleet);
    const outcome = await operate(fleet, session, "mirror", async (id) => command(fleet, session.name, id));
    session.mirrored = wish;
    return outcome;
  },
  phase: () => undefined,
  /** One that was found again tells no wish, so it is asked for once more. */
  async settle(fleet, session, outcome) {
    const record = fleet.store.mirror();
    if (!record) return {};
    const content = outcome.mirror && parseContent(outcome.mirror);
    if (content && record.wished) {
      // Not the time of the answer: a mirror that was only looked at is as old as before.
      const filled = { ...content, filledAt: record.asked };
      writeMirror(fleet, { ...record, ...NO_FAILURE, content: filled, filledFor: session.mirrored ?? "" });
      if (!record.content) tryAllNow(fleet);
    } else if (!record.wished) writeMirror(fleet, undefined);
    return {};
  },
  /** The node itself is well: only its mirror waits. */
  fail(fleet, session, error: AppError) {
    const record = fleet.store.mirror();
    session.failures++;
    const failure = [error.step, error.message].filter((part) => part !== "").join(": ");
    fleet.log.error(`mirror: ${failure}`, { node: session.name, detail: error.detail.slice(-1000) });
    const nextTry = fleet.clock.now() + delayAfter(session.failures, OPERATION_BACKOFF);
    if (record) writeMirror(fleet, { ...record, failure, nextTry });
  },
  rehearsal: (fleet, name, operationId) => command(fleet, name, operationId, true),
};

/** For the mirror as it shall be now. */
function command(fleet: Fleet, name: string, operationId: string, dryRun = false) {
  const record = fleet.store.mirror();
  const { config } = fleet.rack;
  const images = [...(config.network === "flannel" ? flannelImages : []), ...(record?.images ?? [])];
  const value: Message<"mirror"> = {
    operationId,
    spec: nodeSpecMessage(specOf(fleet, name)),
    images,
    generation: String(record?.asked ?? 0),
    off: !record?.wished,
    dryRun,
    coordinatorClockMs: fleet.clock.now(),
  };
  return { kind: "mirror", value } as const;
}

/** From another host, so parsed. */
function parseContent({ packagesKey, certificate, registries }: NonNullable<MirrorMessage>): MirrorContent {
  return {
    packagesKey: grammar.pgpKey(packagesKey),
    certificate: grammar.certificate(certificate),
    registries: (registries ?? []).map((registry) => parseImage(`${registry}/image`).registry),
  };
}

type MirrorMessage = NonNullable<Message<"result">["finished"]>["mirror"];
