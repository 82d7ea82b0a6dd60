/** The rack's mirror: what the owner asked for, what the master serves, and what follows from both. Pure. */
import { createHash } from "node:crypto";
import type { MirrorStatus, Rack, RackConfig } from "@rackberry/config";
import type { MirrorContent } from "@rackberry/protocol";
import { controlPlaneOf, type NodeRecord } from "./node.ts";

/** What is stored about it. */
export interface MirrorRecord {
  /** False: it is being removed. */
  readonly wished: boolean;
  /** Full names of images besides those that Kubernetes needs. */
  readonly images: readonly string[];
  /** When `pictl mirror` was last called, milliseconds since 1970: each call pulls the images again. */
  readonly asked: number;
  /** What the master serves; undefined until the mirror has been filled once. */
  readonly content: (MirrorContent & { readonly filledAt?: number }) | undefined;
  /** The wish that the content fulfils, as computed by `wishOf`. */
  readonly filledFor: string;
  /** Why the last filling failed ("" when it did not), and when it is tried again. */
  readonly failure: string;
  readonly nextTry: number;
}

/** What a worker's spec says about it. */
export interface Mirror extends MirrorContent {
  /** When its present content was asked for, milliseconds since 1970. */
  readonly filledAt?: number;
  /** Full name of the master. */
  readonly host: string;
}

export interface MirrorSettings extends Pick<RackConfig, "packages" | "images" | "network"> {
  /** Undefined until it is known. */
  readonly kubernetesVersion: string | undefined;
}

/** Fingerprint of what the mirror should hold: a new value means a new filling. "" when there should be no mirror. */
export function wishOf(record: MirrorRecord, { kubernetesVersion, packages, images, network }: MirrorSettings): string {
  if (!record.wished) return "";
  const wish = [record.images, record.asked, kubernetesVersion, packages.url, images.repository, network];
  return createHash("sha256").update(JSON.stringify(wish)).digest("hex");
}

/** Whether the master has work to do on it; `done` is the wish that it fulfilled, or checked, in this session. */
export function isDue(record: MirrorRecord | undefined, wish: string, done: string | undefined, now: number): boolean {
  return record !== undefined && done !== wish && record.nextTry <= now;
}

/** It is being filled for the first time, and nothing has failed yet. */
export const isAwaited = (record: MirrorRecord | undefined): boolean =>
  record?.wished === true && !record.content && record.failure === "";

/** What workers get from it, even while it is being filled again or after that failed. */
export const servedBy = (record: MirrorRecord | undefined): MirrorRecord["content"] =>
  record?.wished ? record.content : undefined;

/** `progress` is the step that is running. */
export function mirrorStatus(record: MirrorRecord, wish: string, progress: string): MirrorStatus {
  const { images, failure, content, filledFor } = record;
  if (failure !== "") return { state: "failed", detail: failure, images };
  if (!record.wished) return { state: "removing", detail: "the master is removing it", images };
  if (content && filledFor === wish) {
    return { state: "filled", detail: `serves packages, and images from ${content.registries.join(", ")}`, images };
  }
  return { state: "filling", detail: progress || "waits for the master", images };
}

/** Where a node gets packages and images first; the master itself gets everything from the upstreams. */
export function mirrorFor(
  name: string,
  { config }: Rack,
  nodes: readonly NodeRecord[],
  record: MirrorRecord | undefined,
): Mirror | undefined {
  const master = controlPlaneOf(nodes);
  const content = servedBy(record);
  if (!master || !content || master.name === name) return undefined;
  return { ...content, host: `${master.name}.${config.domain}` };
}
