/** Brings the rack's mirror on the master to what the owner asked for. */

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
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { specOf } from "../nodes/node-spec.ts";
import { currentWish, NO_FAILURE, writeMirror } from "./mirror-record.ts";
import { operate } from "./operation.ts";
import { tryAllNow } from "./try-now.ts";
import type { Work } from "./work.ts";

export const mirror: Work = {
  /** Remembers the wish that was sent: a wish that changed while the operation ran is not yet fulfilled. */
  async begin(site, session) {
    const wish = currentWish(site);
    const outcome = await operate(site, session, "mirror", async (id) => command(site, session.name, id));
    session.mirrored = wish;
    return outcome;
  },
  phase: () => undefined,
  /** After a reconnect the wish that was sent is unknown, so the mirror is asked for again. */
  async settle(site, session, outcome) {
    const record = site.store.mirror();
    if (!record) return {};
    const content = outcome.mirror && parseContent(outcome.mirror);
    if (content && record.wished) {
      // Not the time of the answer: a mirror that was only checked is as old as before.
      const filled = { ...content, filledAt: record.asked };
      writeMirror(site, { ...record, ...NO_FAILURE, content: filled, filledFor: session.mirrored ?? "" });
      if (!record.content) tryAllNow(site);
    } else if (!record.wished) writeMirror(site, undefined);
    return {};
  },
  /** The node itself has not failed: only its mirror is tried again later. */
  fail(site, session, error: AppError) {
    const record = site.store.mirror();
    session.failures++;
    const failure = [error.step, error.message].filter((part) => part !== "").join(": ");
    site.log.error(`mirror: ${failure}`, { node: session.name, detail: error.detail.slice(-1000) });
    const nextTry = site.clock.now() + delayAfter(session.failures, OPERATION_BACKOFF);
    if (record) writeMirror(site, { ...record, failure, nextTry });
  },
  rehearsal: (site, name, operationId) => command(site, name, operationId, true),
};

/** The command for the mirror that is wanted now. */
function command(
  site: Pick<Site, "store" | "clock"> & Pick<Wanted, "rack">,
  name: string,
  operationId: string,
  dryRun = false,
) {
  const record = site.store.mirror();
  const { config } = site.rack;
  const images = [...(config.network === "flannel" ? flannelImages : []), ...(record?.images ?? [])];
  const value: Message<"mirror"> = {
    operationId,
    spec: nodeSpecMessage(specOf(site, name)),
    images,
    generation: String(record?.asked ?? 0),
    off: !record?.wished,
    dryRun,
    coordinatorClockMs: site.clock.now(),
  };
  return { kind: "mirror", value } as const;
}

/** Parsed because it comes from another host. */
function parseContent({ packagesKey, certificate, registries }: NonNullable<MirrorMessage>): MirrorContent {
  return {
    packagesKey: grammar.pgpKey(packagesKey),
    certificate: grammar.certificate(certificate),
    registries: (registries ?? []).map((registry) => parseImage(`${registry}/image`).registry),
  };
}

type MirrorMessage = NonNullable<Message<"result">["finished"]>["mirror"];
