import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { runSync } from "../run.ts";
import { runner } from "./tool.ts";

/**
 * Locks the cache for one builder; a second one waits. The lock is flock(2) on an open file that every tool inherits:
 * the kernel frees it when the builder and everything it started have exited, however they ended.
 */
export async function lockCache(root: string, waiting: () => void): Promise<{ fd: number } & Disposable> {
  mkdirSync(join(root, "log"), { recursive: true });
  const fd = openSync(join(root, "lock"), "w");
  // flock(1) locks the open file itself, which outlives that program.
  const free = runSync(["flock", "--nonblock", "3"], { file: fd }).code === 0;
  if (!free) {
    waiting();
    await runner({ log: join(root, "log", "lock.log"), lock: fd })(["flock", "3"]);
  }
  return { fd, [Symbol.dispose]: () => closeSync(fd) };
}
