/** A build in another place: the result must not depend on the place. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { ROOT } from "../story/product.ts";

/** A folder in the same file system as the sources, so that libraries need not be copied. */
export function besideSources(): string {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  return mkdtempSync(join(ROOT, "dist", "elsewhere-"));
}

/**
 * Runs `npm run SCRIPT` in a copy of the sources, with another umask, time zone and language. Returns the folder
 * passed as --out, which is removed when the test ends.
 */
export function buildElsewhere(
  context: Pick<TestContext, "after">,
  script: "package" | "release",
  options: readonly string[] = [],
): string {
  const copy = besideSources();
  context.after(() => rmSync(copy, { recursive: true }));
  const sources = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of sources) cpSync(join(ROOT, file), join(copy, file));
  execFileSync("cp", ["--archive", "--link", join(ROOT, "node_modules"), copy]);
  // The copy has no history from which to take its date.
  const commit = () => execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: ROOT, encoding: "utf8" }).trim();
  const date = process.env.SOURCE_DATE_EPOCH || commit();
  const out = join(copy, "out");
  mkdirSync(out);
  const shell = 'umask 077; cd /; copy=$1 script=$2; shift 2; exec npm --prefix "$copy" run --silent "$script" -- "$@"';
  execFileSync("sh", ["-c", shell, "sh", copy, script, "--out", out, ...options], {
    env: { ...process.env, SOURCE_DATE_EPOCH: date, TZ: "Pacific/Kiritimati", LC_ALL: "POSIX" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return out;
}
