/** System accounts. */
import type { Host } from "../../host/host.ts";

export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** The account in /etc/passwd, or undefined. */
export async function findAccount(host: Host, name: string): Promise<Account | undefined> {
  const lines = ((await host.read("/etc/passwd")) ?? "").split("\n").map((line) => line.split(":"));
  const [, , uid, gid, , home] = lines.find(([account]) => account === name) ?? [];
  return home?.startsWith("/") ? { uid: Number(uid), gid: Number(gid), home } : undefined;
}
