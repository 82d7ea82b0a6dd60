/** `npm run package`: the bundles and Debian packages of agent and coordinator, for every architecture. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildPackages } from "./packaging/build-packages.ts";
import { HELP, parseOptions } from "./packaging/options.ts";
import { sourceDate } from "./packaging/source-date.ts";

const ROOT = join(import.meta.dirname, "..");

try {
  const options = parseOptions(process.argv.slice(2));
  if (options) {
    const manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
    const { architectures, version = manifest.version, out = join(ROOT, "dist") } = options;
    const folder = resolve(out);
    await buildPackages({ architectures, version, epoch: await sourceDate(), folder, bundles: folder });
  } else process.stdout.write(HELP);
} catch (error) {
  console.error(`npm run package: ${(error as Error).message}`);
  process.exitCode = 1;
}
