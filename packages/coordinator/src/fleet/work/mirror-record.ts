/** The record of the rack's mirror, and what the mirror should hold. */
import { type MirrorRecord, wishOf } from "../../domain/mirror.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { mirrorSettings } from "../nodes/node-spec.ts";

export const NO_FAILURE = { failure: "", nextTry: 0 } as const;

/** The wish that a mirror filled now would meet; "" without a mirror. */
export function currentWish(site: Pick<Site, "store"> & Pick<Wanted, "rack">): string {
  const record = site.store.mirror();
  return record ? wishOf(record, mirrorSettings(site)) : "";
}

export function writeMirror(
  { store, changed }: Pick<Site, "store" | "changed">,
  record: MirrorRecord | undefined,
): void {
  store.setMirror(record);
  changed.notify();
}
