/** The product as users get it: Debian packages from `npm run package`, and pictl. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Folder of the built packages, as `pictl card --packages` takes it. */
export const PACKAGES = `${ROOT}dist`;
/** Node's compile cache, so that a hundred starts of pictl or of test files do not compile a hundred times. */
export const COMPILED = `${PACKAGES}/compiled`;
/** pictl, run from its source by the pinned runtime. */
export const PICTL = [
  "/usr/bin/env",
  `NODE_COMPILE_CACHE=${COMPILED}`,
  process.execPath,
  `${ROOT}packages/cli/src/main.ts`,
] as const;

const built = new Set<string>();

/** Builds the virtual Pis' packages, or all packages, once per process; throws with the end of the build's output. */
export function buildPackages(architecture: "amd64" | "all" = "amd64"): void {
  if (built.has(architecture) || built.has("all")) return;
  packageProduct(["--arch", architecture]);
  built.add(architecture);
}

/** Runs `npm run package` with these options; returns its output. */
export function packageProduct(options: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stderr, stdout } = spawnSync("npm", ["run", "--silent", "package", "--", ...options], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`npm run package: ${(stderr || stdout).slice(-2000)}`);
  return stdout;
}

/** Builds the virtual Pis' packages with another version into `folder`. */
export const buildVersion = (version: string, folder: string): void =>
  void packageProduct(["--arch", "amd64", "--version", version, "--out", folder]);
