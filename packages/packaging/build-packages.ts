/** The bundles and Debian packages of the agent and the coordinator, for every architecture. */
import { globSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { AGENT_BUNDLE, AGENT_LATE, agentPackage } from "./agent-package.ts";
import { type Bundle, bundle } from "./bundle.ts";
import { COORDINATOR_BUNDLE, coordinatorPackage } from "./coordinator-package.ts";
import { type BuiltDeb, buildDeb, type Deb } from "./deb.ts";
import { documents } from "./documents.ts";
import { type Architecture, nodeStanza, type Runtime, runtime } from "./runtime.ts";

const ROOT = join(import.meta.dirname, "../..");
/** A runtime is fetched and stripped once, and used for every version and every folder. */
const RUNTIMES = join(ROOT, "dist/runtime");
const UNITS = join(ROOT, "systemd");

/** What all packages of one build share. */
export interface Build {
  readonly version: string;
  /** Seconds since 1970. */
  readonly epoch: number;
  readonly architectures: readonly Architecture[];
  /** Where the packages go; they replace those of other versions. */
  readonly folder: string;
  /** Where the programs' bundles go. */
  readonly bundles: string;
}

export const runtimeOf = (architecture: Architecture): Promise<Runtime> => runtime(architecture, RUNTIMES);

/** Returns the packages' paths, and prints the size of each. */
export async function buildPackages(build: Build): Promise<readonly string[]> {
  const { version, epoch, architectures, folder, bundles } = build;
  const late: string[] = [];
  for (const [name, entry] of Object.entries(AGENT_LATE)) {
    const outfile = join(bundles, name);
    late.push(...(await bundle({ entry, outfile, version, apart: AGENT_BUNDLE.apart })).libraries);
  }
  const paths: string[] = [];
  for (const [program, packaged] of Object.entries({ agent, coordinator })) {
    const made = await bundle({
      entry: `packages/${program}/src/main.ts`,
      outfile: join(bundles, `pi-${program}.cjs`),
      version,
      ...(program === "agent" ? AGENT_BUNDLE : COORDINATOR_BUNDLE),
    });
    const libraries = [...new Set([...made.libraries, ...(program === "agent" ? late : [])])].sort();
    for (const architecture of architectures) {
      const begin = performance.now();
      const built = await buildDeb(await packaged(build, architecture, { ...made, libraries }), folder, epoch);
      removeOthers(built.path, join(folder, `pi-${program}_*_${architecture}.deb`));
      report(built, made, performance.now() - begin);
      paths.push(built.path);
    }
  }
  return paths;
}

async function agent({ version, epoch }: Build, architecture: Architecture, made: Bundle): Promise<Deb> {
  const node = await runtimeOf(architecture);
  const others = [await nodeStanza("usr/lib/pi-agent/node", node)];
  const reading = await documents({ name: "pi-agent", version, epoch, libraries: made.libraries, others });
  return agentPackage({ version, architecture, bundle: made.path, units: UNITS, documents: reading, runtime: node });
}

async function coordinator({ version, epoch }: Build, architecture: Architecture, made: Bundle): Promise<Deb> {
  const reading = await documents({ name: "pi-coordinator", version, epoch, libraries: made.libraries });
  return coordinatorPackage({ version, architecture, bundle: made.path, units: UNITS, documents: reading });
}

/** With packages of several versions, `pictl card` would have to choose. */
function removeOthers(built: string, pattern: string): void {
  for (const path of globSync(pattern)) if (path !== built) rmSync(path);
}

/** Prints the size of a package and how long it took to build. */
export function report({ path, download, installed }: BuiltDeb, { size }: Bundle, milliseconds: number): void {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${relative(process.cwd(), path)}: download ${megabytes(download)}, installed ${megabytes(installed)}, ` +
      `of it the program ${(size / 1000).toFixed(0)} KB (${(milliseconds / 1000).toFixed(1)} s)`,
  );
}
