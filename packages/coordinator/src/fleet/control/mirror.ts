/** The rack's mirror: the owner's requests, and its status. */

import { AppError } from "@rackberry/protocol";
import { mirrorStatus, wishOf } from "../../domain/mirror.ts";
import { controlPlaneOf } from "../../domain/node.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";
import type { Connected } from "../nodes/connected.ts";
import { mirrorSettings } from "../nodes/node-spec.ts";
import { NO_FAILURE, writeMirror } from "../work/mirror-record.ts";
import { tryAllNow } from "../work/try-now.ts";

/** `pictl mirror`. Failed nodes are tried again: the mirror may be what they lack. */
export function askForMirror(site: Site & Pick<Versions, "versionFailure">, images: readonly string[]): void {
  const before = site.store.mirror();
  const all = [...new Set([...(before?.wished ? before.images : []), ...images])];
  const { content, filledFor } = before ?? { content: undefined, filledFor: "" };
  writeMirror(site, { ...NO_FAILURE, wished: true, images: all, asked: site.clock.now(), content, filledFor });
  tryAllNow(site);
}

/** `pictl mirror --off`: workers stop using it at once, then the master removes it. */
export function takeMirrorBack(site: Pick<Site, "store" | "changed">): void {
  const before = site.store.mirror();
  if (!before) throw new AppError("refused", "there is no mirror to remove");
  writeMirror(site, { ...before, ...NO_FAILURE, wished: false, images: [], content: undefined, filledFor: "" });
}

export function statusOfMirror(site: Pick<Site, "store"> & Pick<Wanted, "rack"> & Pick<Connected, "sessions">) {
  const record = site.store.mirror();
  const master = controlPlaneOf(site.store.nodes());
  const progress = master?.operation?.kind === "mirror" ? site.sessions.get(master.name)?.progress : undefined;
  return record && mirrorStatus(record, wishOf(record, mirrorSettings(site)), progress ?? "");
}
