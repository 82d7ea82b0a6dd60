/** The product as its users get it: Debian packages from `npm run package`, and pictl. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Folder of the built packages, as `pictl card --packages` takes it. */
export const PACKAGES = `${ROOT}dist`;
/** What Node has compiled, so that a hundred starts of pictl or of test files are not a hundred compilations. */
export const COMPILED = `${PACKAGES}/compiled`;
/** pictl, run from its source by the pinned runtime. */
export const PICTL = [
  "/usr/bin/env",
  `NODE_COMPILE_CACHE=${COMPILED}`,
  process.execPath,
  `${ROOT}packages/cli/src/main.ts`,
] as const;

const built = new Set<string>();

/** Builds the virtual Pis' packages, or all, once in a process; throws with the build's own last words. */
export function buildPackages(architecture: "amd64" | "all" = "amd64"): void {
  if (built.has(architecture) || built.has("all")) return;
  packageProduct(["--arch", architecture]);
  built.add(architecture);
}

/** `npm run package` with these options; answers what it says. */
export function packageProduct(options: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stderr, stdout } = spawnSync("npm", ["run", "--silent", "package", "--", ...options], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`npm run package: ${(stderr || stdout).slice(-2000)}`);
  return stdout;
}

/** Builds the virtual Pis' packages of another version into `folder`. */
export const buildVersion = (version: string, folder: string): void =>
  void packageProduct(["--arch", "amd64", "--version", version, "--out", folder]);
