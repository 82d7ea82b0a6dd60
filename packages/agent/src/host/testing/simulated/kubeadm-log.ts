/** The recorder's log: one JSON line for each start and end of a kubeadm, and for two at once. */
import { appendFileSync } from "node:fs";

export interface KubeadmEntry {
  readonly event: "start" | "end" | "overlap";
  /** init, join or reset. */
  readonly call: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly serial: string;
  /** Only at the end. */
  readonly exit?: number;
}

/** Appends an entry; one write, so that several Pis can share a file. */
export function record(path: string | undefined, entry: KubeadmEntry): void {
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(entry)}\n`);
}
