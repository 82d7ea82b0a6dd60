/** The rack's mirror: what a person asks for, and how far it is. */
import { AppError } from "@rackberry/protocol";
import { type MirrorRecord, mirrorStatus, wishOf } from "../domain/mirror.ts";
import { tryNow } from "./adopt-by-person.ts";
import type { Fleet } from "./fleet.ts";
import { mirrorSettings } from "./wanted.ts";

/** `pictl mirror`. Nodes that failed are tried again: the mirror may be what they lack. */
export function askForMirror(fleet: Fleet, images: readonly string[]): void {
  const before = fleet.store.mirror();
  const all = [...new Set([...(before?.wished ? before.images : []), ...images])];
  const { content, filledFor } = before ?? { content: undefined, filledFor: "" };
  writeMirror(fleet, { ...NO_FAILURE, wished: true, images: all, asked: fleet.clock.now(), content, filledFor });
  tryAllNow(fleet);
}

export function tryAllNow(fleet: Fleet): void {
  for (const { name } of fleet.store.nodes()) tryNow(fleet, name);
}

/** `pictl mirror --off`: workers leave it at once, then the master takes it away. */
export function takeMirrorBack(fleet: Fleet): void {
  const before = fleet.store.mirror();
  if (!before) throw new AppError("refused", "there is no mirror");
  writeMirror(fleet, { ...before, ...NO_FAILURE, wished: false, images: [], content: undefined, filledFor: "" });
}

export const NO_FAILURE = { failure: "", nextTry: 0 } as const;

export function statusOfMirror(fleet: Fleet) {
  const record = fleet.store.mirror();
  const master = fleet.store.nodes().find((node) => node.role === "control-plane");
  const progress = master?.operation?.kind === "mirror" ? fleet.sessions.get(master.name)?.progress : undefined;
  return record && mirrorStatus(record, wishOf(record, mirrorSettings(fleet)), progress ?? "");
}

/** What a mirror that is filled now is filled for; "" when there is none to fill. */
export function currentWish(fleet: Fleet): string {
  const record = fleet.store.mirror();
  return record ? wishOf(record, mirrorSettings(fleet)) : "";
}

export function writeMirror({ store, changed }: Fleet, record: MirrorRecord | undefined): void {
  store.setMirror(record);
  changed.ring();
}
