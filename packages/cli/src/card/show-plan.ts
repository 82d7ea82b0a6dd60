/** What a dry run shows: a diff of each text, a line for each other file, no secret. Reads only. */
import { asText } from "@rackberry/protocol";
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
  for (const [name, written] of [...folder, ...content.top]) {
    // A line of the kernel's in another encoding than UTF-8 is text all the same.
    const after = content.top.has(name) ? shown(written) : written;
    const isText = typeof after === "string" && !SECRET.includes(name);
    const before = isText ? await readText(boot, name) : undefined;
    if (!isText) lines.push(`${name}: ${size(Buffer.byteLength(after))}${SECRET.includes(name) ? ", secret" : ""}`);
    else if (before !== after) lines.push(...diffText(name, before, after).map(maskSecrets));
  }
  const goes = (await namesIn(boot, "rackberry")).filter((name) => !folder.some(([kept]) => kept === name));
  return [...lines, ...goes.map((name) => `${name}: removed`)];
}

async function readText(boot: BootFolder, name: string): Promise<string | undefined> {
  const bytes = await boot.readBytes(name);
  return bytes && shown(bytes);
}

const shown = (content: string | Uint8Array): string =>
  typeof content === "string" ? content : asText(Buffer.from(content).toString("latin1"));

async function namesIn(boot: BootFolder, folder: string): Promise<readonly string[]> {
  const names = (await boot.list(folder)) ?? [];
  const all = names.map(async (name) => {
    const path = `${folder}/${name}`;
    return (await boot.list(path)) === undefined ? [path] : namesIn(boot, path);
  });
  return (await Promise.all(all)).flat();
}

const size = (bytes: number) => (bytes < 1024 * 1024 ? `${bytes} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`);
