/** `npm run release`: everything that owners get, in one folder with its checksums. */
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { type Build, buildPackages, report, runtimeOf } from "./packaging/build-packages.ts";
import type { Bundle } from "./packaging/bundle.ts";
import { SUMS, sign, writeSums } from "./packaging/checksums.ts";
import { buildDeb } from "./packaging/deb.ts";
import { allLicences, documents, PAGES } from "./packaging/documents.ts";
import { executable } from "./packaging/executable.ts";
import { formula } from "./packaging/formula.ts";
import { manPage } from "./packaging/man-page.ts";
import { npmPackage } from "./packaging/npm-package.ts";
import { describeFile, pictlBundle } from "./packaging/pictl-bundle.ts";
import { pictlPackage } from "./packaging/pictl-package.ts";
import { parseReleaseOptions, RELEASE_HELP, type ReleaseOptions } from "./packaging/release-options.ts";
import { nodeStanza } from "./packaging/runtime.ts";
import { sourceDate } from "./packaging/source-date.ts";

const ROOT = join(import.meta.dirname, "..");
const DESCRIPTION = "Makes a Kubernetes cluster of a rack of Raspberry Pis";

async function release({ architectures, out = join(ROOT, "release"), url, key }: ReleaseOptions): Promise<void> {
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const folder = resolve(out);
  await refuseOthers(folder);
  // It is needed last, and missed at once.
  if (key) await access(key);
  // Whoever looks at the folder finds the whole old release or the whole new one.
  const unfinished = `${folder}.unfinished`;
  const work = await mkdtemp(join(tmpdir(), "rackberry-release-"));
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    const build: Build = { version, epoch: await sourceDate(), architectures, folder: unfinished, bundles: work };
    await fill(build, url);
    const sums = await writeSums(unfinished);
    if (key) await sign(sums, resolve(key));
    else console.log(`${SUMS} is not signed: say --key, or set RACKBERRY_SIGNING_KEY`);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    console.log(`${relative(process.cwd(), folder)} is the release ${version}: see RELEASING.md`);
  } finally {
    for (const path of [work, unfinished]) await rm(path, { recursive: true, force: true });
  }
}

async function fill(build: Build, url: string | undefined): Promise<void> {
  const { version, epoch, folder, bundles: work } = build;
  const packages = await Promise.all((await buildPackages(build)).map(describeFile));
  const made = await pictlBundle({ outfile: join(work, "pictl.cjs"), version, release: { url, packages } });
  await buildPictl(build, made);
  const [page] = PAGES.pictl ?? [];
  const tgz = await npmPackage({
    ...{ version, description: DESCRIPTION, bundle: made.path, work, folder },
    manPage: page ? manPage({ ...page, version, epoch }) : "",
    licences: await allLicences({ version, libraries: made.libraries }, "pictl.cjs"),
  });
  if (url) {
    const npm = await describeFile(tgz);
    await writeFile(join(folder, "pictl.rb"), formula({ description: DESCRIPTION, url, ...npm }));
  } else console.log("no Homebrew formula, and pictl does not know where its packages are: say --url");
}

/** The packages and executables of pictl, and the licences of what is in these. */
async function buildPictl({ version, epoch, architectures, folder }: Build, made: Bundle): Promise<void> {
  for (const architecture of architectures) {
    const begin = performance.now();
    const runtime = await runtimeOf(architecture);
    const others = [await nodeStanza("usr/lib/pictl/node", runtime)];
    const reading = await documents({ name: "pictl", version, epoch, libraries: made.libraries, others });
    const deb = pictlPackage({ version, architecture, bundle: made.path, runtime, documents: reading });
    report(await buildDeb(deb, folder, epoch), made, performance.now() - begin);
    await executable({ bundle: made.path, runtime, path: join(folder, executableName(architecture)) });
  }
  const runtimes = architectures.map(async (name) => nodeStanza(executableName(name), await runtimeOf(name)));
  const licences = await allLicences({ version, libraries: made.libraries }, "pictl*", await Promise.all(runtimes));
  await writeFile(join(folder, "LICENSES"), licences);
}

const executableName = (architecture: string) => `pictl-linux-${architecture}`;

/** Throws when the folder holds something else than a release of before. */
async function refuseOthers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0 || names.includes(SUMS)) return;
  throw new Error(`${folder} holds something else than a release: name another folder with --out, or empty it`);
}

try {
  const options = parseReleaseOptions(process.argv.slice(2), process.env);
  if (options) await release(options);
  else process.stdout.write(RELEASE_HELP);
} catch (error) {
  console.error(`npm run release: ${(error as Error).message}`);
  process.exitCode = 1;
}
