/** The date given to everything that is built. */
import { join } from "node:path";
import { run } from "./run.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Seconds since 1970: SOURCE_DATE_EPOCH, else the last commit's, so that the same sources give the same bytes. */
export async function sourceDate(): Promise<number> {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given) return Number(given);
  try {
    return Number(await run(["git", "log", "-1", "--format=%ct"], { cwd: ROOT }));
  } catch {
    return 0;
  }
}
