/** What a dry run shows: a diff of each text, a line for each other file, no secret. Reads only. */
import type { BootFolder } from "./boot-folder.ts";
import { diffText } from "./diff-text.ts";
import { maskSecrets } from "./mask-secrets.ts";
import type { CardPlan } from "./prepare-card.ts";

/** Files that are secret as a whole. */
const SECRET = ["coordinator.key", "rack.secret", "api.token"].map((name) => `rackberry/master/${name}`);

/** Lines for a person; nothing is written. */
export async function showPlan(boot: BootFolder, { content }: CardPlan): Promise<readonly string[]> {
  const folder = [...content.folder].map(([name, value]) => [`rackberry/${name}`, value] as const);
  const lines: string[] = [];
  for (const [name, after] of [...folder, ...content.top]) {
    const isText = typeof after === "string" && !SECRET.includes(name);
    const before = isText ? await readText(boot, name) : undefined;
    if (!isText) lines.push(`${name}: ${size(Buffer.byteLength(after))}${SECRET.includes(name) ? ", secret" : ""}`);
    else if (before !== after) lines.push(...diffText(name, before, after).map(maskSecrets));
  }
  const goes = (await namesIn(boot, "rackberry")).filter((name) => !folder.some(([kept]) => kept === name));
  return [...lines, ...goes.map((name) => `${name}: removed`)];
}

/** What is no text is shown as if it were new. */
const readText = (boot: BootFolder, name: string) => boot.read(name).catch(() => undefined);

async function namesIn(boot: BootFolder, folder: string): Promise<readonly string[]> {
  const names = (await boot.list(folder)) ?? [];
  const all = names.map(async (name) => {
    const path = `${folder}/${name}`;
    return (await boot.list(path)) === undefined ? [path] : namesIn(boot, path);
  });
  return (await Promise.all(all)).flat();
}

const size = (bytes: number) => (bytes < 1024 * 1024 ? `${bytes} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`);
