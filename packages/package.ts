/** `npm run package`: the bundles and Debian packages of agent and coordinator, for every architecture. */
import { globSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { AGENT_BUNDLE, AGENT_LATE, agentPackage } from "./packaging/agent-package.ts";
import { type Bundle, bundle } from "./packaging/bundle.ts";
import { coordinatorPackage } from "./packaging/coordinator-package.ts";
import { type BuiltDeb, buildDeb, type Deb } from "./packaging/deb.ts";
import { documents } from "./packaging/documents.ts";
import { HELP, type PackagingOptions, parseOptions } from "./packaging/options.ts";
import { run } from "./packaging/run.ts";
import { type Architecture, runtime } from "./packaging/runtime.ts";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
/** Fetched and stripped once, it is good for every version and every folder. */
const RUNTIMES = join(DIST, "runtime");

/** What all packages of a run have in common. */
interface Release {
  readonly version: string;
  /** Seconds since 1970. */
  readonly epoch: number;
}

async function buildPackages({ architectures, version, out = DIST }: PackagingOptions): Promise<void> {
  const manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const release = { version: version ?? manifest.version, epoch: await sourceDate() };
  const folder = resolve(out);
  const late: string[] = [];
  for (const [name, entry] of Object.entries(AGENT_LATE)) {
    const outfile = join(folder, name);
    late.push(...(await bundle({ entry, outfile, version: release.version, apart: AGENT_BUNDLE.apart })).libraries);
  }
  for (const [program, packaged] of Object.entries({ agent, coordinator })) {
    const made = await bundle({
      entry: `packages/${program}/src/main.ts`,
      outfile: join(folder, `pi-${program}.cjs`),
      version: release.version,
      ...(program === "agent" ? AGENT_BUNDLE : {}),
    });
    const libraries = [...new Set([...made.libraries, ...(program === "agent" ? late : [])])].sort();
    for (const architecture of architectures) {
      const begin = performance.now();
      const built = await buildDeb(
        await packaged(release, architecture, { ...made, libraries }),
        folder,
        release.epoch,
      );
      removeOthers(built.path, join(folder, `pi-${program}_*_${architecture}.deb`));
      report(built, made, performance.now() - begin);
    }
  }
}

const units = join(ROOT, "systemd");

async function agent({ version, epoch }: Release, architecture: Architecture, made: Bundle): Promise<Deb> {
  const node = await runtime(architecture, RUNTIMES);
  const text = await readFile(node.license, "utf8");
  const others = [
    { files: "usr/lib/pi-agent/node", parts: [{ name: "Node.js", version: node.version, license: "Node.js", text }] },
  ];
  const reading = await documents({ name: "pi-agent", version, epoch, libraries: made.libraries, others });
  return agentPackage({ version, architecture, bundle: made.path, units, documents: reading, runtime: node });
}

async function coordinator({ version, epoch }: Release, architecture: Architecture, made: Bundle): Promise<Deb> {
  const reading = await documents({ name: "pi-coordinator", version, epoch, libraries: made.libraries });
  return coordinatorPackage({ version, architecture, bundle: made.path, units, documents: reading });
}

/** Packages of an older version would make `pictl card` choose. */
function removeOthers(built: string, pattern: string): void {
  for (const path of globSync(pattern)) if (path !== built) rmSync(path);
}

function report({ path, download, installed }: BuiltDeb, { size }: Bundle, milliseconds: number): void {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${relative(process.cwd(), path)}: download ${megabytes(download)}, installed ${megabytes(installed)}, ` +
      `of it the program ${(size / 1000).toFixed(0)} KB (${(milliseconds / 1000).toFixed(1)} s)`,
  );
}

/** Seconds since 1970: the last commit's, so that the same sources give the same packages. */
async function sourceDate(): Promise<number> {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given) return Number(given);
  try {
    return Number(await run(["git", "log", "-1", "--format=%ct"], { cwd: ROOT }));
  } catch {
    return 0;
  }
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options) await buildPackages(options);
  else process.stdout.write(HELP);
} catch (error) {
  console.error(`npm run package: ${(error as Error).message}`);
  process.exitCode = 1;
}
