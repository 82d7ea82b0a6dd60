/** What is written down of the rack's mirror, and what it shall hold. */
import { type MirrorRecord, wishOf } from "../../domain/mirror.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { mirrorSettings } from "../nodes/node-spec.ts";

export const NO_FAILURE = { failure: "", nextTry: 0 } as const;

/** What a mirror that is filled now is filled for; "" when there is none to fill. */
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
