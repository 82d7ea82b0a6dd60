/**
 * `npm run package [-- --arch arm64]`: the bundles and Debian packages of agent and coordinator, into dist/.
 * `--version V --out DIR` makes them of another version, elsewhere.
 */
import { execFileSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { agentPackage } from "./packaging/agent-package.ts";
import { bundle, licences } from "./packaging/bundle.ts";
import { coordinatorPackage } from "./packaging/coordinator-package.ts";
import { buildDeb } from "./packaging/deb.ts";
import { ARCHITECTURES, type Architecture, runtime } from "./packaging/runtime.ts";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const MIT = "Rackberry is under the MIT licence. It contains the libraries below, each under its own.";

const own = createRequire(import.meta.url)("../package.json") as { version: string };
const { values } = parseArgs({
  options: {
    arch: { type: "string", default: "amd64" },
    version: { type: "string", default: own.version },
    out: { type: "string", default: DIST },
  },
});
const { version } = values;
const out = resolve(values.out);
const architecture = values.arch as Architecture;
if (!ARCHITECTURES.includes(architecture)) throw new Error(`--arch is one of ${ARCHITECTURES.join(", ")}`);

const epoch = sourceDate();

for (const name of ["agent", "coordinator"] as const) {
  const begin = performance.now();
  const made = await bundle({
    entry: `packages/${name}/src/main.ts`,
    outfile: join(out, `pi-${name}.cjs`),
    version,
    without: name === "agent" ? { "^https?$": "no-http.cjs" } : {},
  });
  const contents = {
    version,
    architecture,
    bundle: made.path,
    unit: join(ROOT, `systemd/pi-${name}.service`),
    copyright: await licences(MIT, made.libraries),
  };
  const deb =
    name === "agent"
      ? agentPackage({ ...contents, runtime: await runtime(architecture, join(DIST, "runtime")) })
      : coordinatorPackage(contents);
  const path = await buildDeb(deb, out, epoch);
  removeOthers(path, `pi-${name}_*_${architecture}.deb`);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${path} (bundle ${(made.size / 1024).toFixed(0)} KiB, ${seconds} s)`);
}

/** Packages of an older version would make `pictl card` choose. */
function removeOthers(built: string, pattern: string): void {
  for (const path of globSync(join(out, pattern))) if (path !== built) rmSync(path);
}

/** Seconds since 1970: the last commit's, so that the same sources give the same packages. */
function sourceDate(): number {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given) return Number(given);
  try {
    return Number(execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: ROOT, encoding: "utf8" }));
  } catch {
    return 0;
  }
}
