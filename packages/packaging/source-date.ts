/** The date of everything that is built. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Seconds since 1970: SOURCE_DATE_EPOCH, else the last commit's, so that the same sources give the same bytes. */
export function sourceDate(): number {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given) return Number(given);
  try {
    return Number(execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: ROOT, encoding: "utf8", stdio: "pipe" }));
  } catch {
    return 0;
  }
}
