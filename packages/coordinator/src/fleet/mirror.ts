/** The rack's mirror: what a person asks for, and how far it is. */

import { AppError } from "@rackberry/protocol";
import { type MirrorRecord, mirrorStatus, wishOf } from "../domain/mirror.ts";
import { tryNow } from "./adopt-by-person.ts";
import type { Connected } from "./connected.ts";
import type { Versions } from "./kubernetes-version.ts";
import type { Wanted } from "./rack-wanted.ts";
import type { Site } from "./site.ts";
import { mirrorSettings } from "./wanted.ts";

/** `pictl mirror`. Nodes that failed are tried again: the mirror may be what they lack. */
export function askForMirror(site: Site & Pick<Versions, "versionFailure">, images: readonly string[]): void {
  const before = site.store.mirror();
  const all = [...new Set([...(before?.wished ? before.images : []), ...images])];
  const { content, filledFor } = before ?? { content: undefined, filledFor: "" };
  writeMirror(site, { ...NO_FAILURE, wished: true, images: all, asked: site.clock.now(), content, filledFor });
  tryAllNow(site);
}

export function tryAllNow(site: Site & Pick<Versions, "versionFailure">): void {
  for (const { name } of site.store.nodes()) tryNow(site, name);
}

/** `pictl mirror --off`: workers leave it at once, then the master takes it away. */
export function takeMirrorBack(site: Pick<Site, "store" | "changed">): void {
  const before = site.store.mirror();
  if (!before) throw new AppError("refused", "there is no mirror");
  writeMirror(site, { ...before, ...NO_FAILURE, wished: false, images: [], content: undefined, filledFor: "" });
}

export const NO_FAILURE = { failure: "", nextTry: 0 } as const;

export function statusOfMirror(site: Pick<Site, "store"> & Pick<Wanted, "rack"> & Pick<Connected, "sessions">) {
  const record = site.store.mirror();
  const master = site.store.nodes().find((node) => node.role === "control-plane");
  const progress = master?.operation?.kind === "mirror" ? site.sessions.get(master.name)?.progress : undefined;
  return record && mirrorStatus(record, wishOf(record, mirrorSettings(site)), progress ?? "");
}

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
  changed.ring();
}
