/** The rack's mirror: what a person asks for, what the master is told, and how that ended. */
import { AppError, grammar, type Message, type MirrorContent, nodeSpecMessage, parseImage } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../domain/backoff.ts";
import { type MirrorRecord, mirrorStatus, wishOf } from "../domain/mirror.ts";
import { flannelImages } from "../network/flannel.ts";
import { tryNow } from "./adopt-by-person.ts";
import type { Fleet, Session } from "./fleet.ts";
import { type Outcome, operate } from "./operation.ts";
import { mirrorSettings, specOf } from "./view.ts";

/** `pictl mirror`. Nodes that failed are tried again: the mirror may be what they lack. */
export function askForMirror(fleet: Fleet, images: readonly string[]): void {
  const before = fleet.store.mirror();
  const all = [...new Set([...(before?.wished ? before.images : []), ...images])];
  const { content, filledFor } = before ?? { content: undefined, filledFor: "" };
  write(fleet, { ...BLANK, wished: true, images: all, asked: fleet.clock.now(), content, filledFor });
  tryAllNow(fleet);
}

function tryAllNow(fleet: Fleet): void {
  for (const { name } of fleet.store.nodes()) tryNow(fleet, name);
}

/** `pictl mirror --off`: workers leave it at once, then the master takes it away. */
export function takeMirrorBack(fleet: Fleet): void {
  const before = fleet.store.mirror();
  if (!before) throw new AppError("refused", "there is no mirror");
  write(fleet, { ...before, ...BLANK, wished: false, images: [], content: undefined, filledFor: "" });
}

const BLANK = { failure: "", nextTry: 0 } as const;

/** The command for the mirror as it shall be now. */
export function mirrorCommand(fleet: Fleet, name: string, operationId: string, dryRun = false) {
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

/** What a person wished while it was at work is seen from the wish: that it was fulfilled is said of the one sent. */
export async function mirror(fleet: Fleet, session: Session): Promise<Outcome> {
  const wish = currentWish(fleet);
  const outcome = await operate(fleet, session, "mirror", async (id) => mirrorCommand(fleet, session.name, id));
  session.mirrored = wish;
  return outcome;
}

/** Records what the operation brought. One that was found again tells no wish, so it is asked for once more. */
export function settleMirror(fleet: Fleet, session: Session, outcome: Outcome): void {
  const record = fleet.store.mirror();
  if (!record || outcome.kind !== "finished") return;
  const content = outcome.mirror && parseContent(outcome.mirror);
  if (content && record.wished) {
    // Not the time of the answer: a mirror that was only looked at is as old as before.
    const filled = { ...content, filledAt: record.asked };
    write(fleet, { ...record, ...BLANK, content: filled, filledFor: session.mirrored ?? "" });
    if (!record.content) tryAllNow(fleet);
  } else if (!record.wished) write(fleet, undefined);
}

export function failMirror(fleet: Fleet, session: Session, error: AppError): void {
  const record = fleet.store.mirror();
  session.failures++;
  const failure = [error.step, error.message].filter((part) => part !== "").join(": ");
  fleet.log.error(`mirror: ${failure}`, { node: session.name, detail: error.detail.slice(-1000) });
  const nextTry = fleet.clock.now() + delayAfter(session.failures, OPERATION_BACKOFF);
  if (record) write(fleet, { ...record, failure, nextTry });
}

export function statusOfMirror(fleet: Fleet) {
  const record = fleet.store.mirror();
  const master = fleet.store.nodes().find((node) => node.role === "control-plane");
  const progress = master?.operation?.kind === "mirror" ? fleet.sessions.get(master.name)?.progress : undefined;
  return record && mirrorStatus(record, wishOf(record, mirrorSettings(fleet)), progress ?? "");
}

function currentWish(fleet: Fleet): string {
  const record = fleet.store.mirror();
  return record ? wishOf(record, mirrorSettings(fleet)) : "";
}

function write({ store, changed }: Fleet, record: MirrorRecord | undefined): void {
  store.setMirror(record);
  changed.ring();
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
