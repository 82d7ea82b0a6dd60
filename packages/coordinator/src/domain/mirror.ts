/** The rack's mirror: what a person asked for, what the master serves, and what follows from both. Pure. */
import { createHash } from "node:crypto";
import type { MirrorStatus, Rack, RackConfig } from "@rackberry/config";
import type { MirrorContent } from "@rackberry/protocol";
import { controlPlaneOf, type NodeRecord } from "./node.ts";

/** What is written down of it. */
export interface MirrorRecord {
  /** False: it is being taken away. */
  readonly wished: boolean;
  /** Besides those that Kubernetes needs, in full. */
  readonly images: readonly string[];
  /** When `pictl mirror` was called last, milliseconds since 1970: each time is a pull. */
  readonly asked: number;
  /** What the master serves; undefined until it was filled once. */
  readonly content: (MirrorContent & { readonly filledAt?: number }) | undefined;
  /** Wish that the content is for, as `wishOf` has it. */
  readonly filledFor: string;
  /** Why the last filling failed, "" when it did not, and when it is tried again. */
  readonly failure: string;
  readonly nextTry: number;
}

/** What a worker's spec says of it. */
export interface Mirror extends MirrorContent {
  /** When it was asked to be what it is, milliseconds since 1970. */
  readonly filledAt?: number;
  /** Full name of the master. */
  readonly host: string;
}

export interface MirrorSettings extends Pick<RackConfig, "packages" | "images" | "network"> {
  /** Undefined as long as it is not known. */
  readonly kubernetesVersion: string | undefined;
}

/** Fingerprint of what the mirror shall hold: another one is another filling. "" when there shall be none. */
export function wishOf(record: MirrorRecord, { kubernetesVersion, packages, images, network }: MirrorSettings): string {
  if (!record.wished) return "";
  const wish = [record.images, record.asked, kubernetesVersion, packages.url, images.repository, network];
  return createHash("sha256").update(JSON.stringify(wish)).digest("hex");
}

/** Whether the master has something to do for it; `done` is the wish that it fulfilled, or checked, in this session. */
export function isDue(record: MirrorRecord | undefined, wish: string, done: string | undefined, now: number): boolean {
  return record !== undefined && done !== wish && record.nextTry <= now;
}

/** It is on its way, and nothing has failed yet. */
export const isAwaited = (record: MirrorRecord | undefined): boolean =>
  record?.wished === true && !record.content && record.failure === "";

/** What workers take from it: also while it is filled anew, or that failed. */
export const servedBy = (record: MirrorRecord | undefined): MirrorRecord["content"] =>
  record?.wished ? record.content : undefined;

/** `progress` is the step at work. */
export function mirrorStatus(record: MirrorRecord, wish: string, progress: string): MirrorStatus {
  const { images, failure, content, filledFor } = record;
  if (failure !== "") return { state: "failed", detail: failure, images };
  if (!record.wished) return { state: "removing", detail: "the master is removing it", images };
  if (content && filledFor === wish) {
    return { state: "filled", detail: `serves packages, and images from ${content.registries.join(", ")}`, images };
  }
  return { state: "filling", detail: progress || "waits for the master", images };
}

/** What a node takes packages and images from first; the master itself takes everything from the upstreams. */
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
