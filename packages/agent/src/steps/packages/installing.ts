/**
 * An installation whose files are not on the card yet: dpkg skips the fsync for each file, which takes a card longer than
 * the data, and a mark says so until they are. A mark from another boot means that the power was cut: then what dpkg
 * calls installed may be empty, and every file is compared.
 */
import type { Host } from "../../host/host.ts";
import { STATE_DIRECTORY } from "../tools/state.ts";
import type { Step } from "../tools/step.ts";
import { bootId } from "../tools/system.ts";
import { allInstalled, isDamaged } from "./dpkg.ts";

const MARK = `${STATE_DIRECTORY}/installing.json`;
/** Milliseconds: a slow card writes a few megabytes a second, and half a gigabyte may wait. */
const SYNC_PATIENCE = 600_000;
/** The same for reading a package. */
const VERIFY_PATIENCE = 300_000;

interface Mark {
  readonly bootId: string;
  /** Names of what was installed before. */
  readonly before: readonly string[];
}

/** Call this before the first file is written. */
export async function markInstalling(host: Host): Promise<void> {
  const before = (await readMark(host))?.before ?? (await allInstalled(host));
  await host.makeDirectory(STATE_DIRECTORY, { mode: 0o700 });
  const mark: Mark = { bootId: await bootId(host), before };
  await host.write(MARK, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
}

/** Whether an earlier boot ended before an installation had reached the card. */
export async function wasCutShort(host: Host): Promise<boolean> {
  const mark = await readMark(host);
  return mark !== undefined && mark.bootId !== (await bootId(host));
}

/** Packages of the marked installation with a file that is missing or not as it was packed. Reads every byte of them. */
export async function damagedPackages(host: Host): Promise<readonly string[]> {
  const before = new Set((await readMark(host))?.before);
  const damaged: string[] = [];
  for (const name of await allInstalled(host)) {
    if (before.has(name)) continue;
    const answer = await host.run(["dpkg", "--verify", name], { timeout: VERIFY_PATIENCE, okCodes: [0, 1] });
    if (isDamaged(answer)) damaged.push(name);
  }
  return damaged;
}

/** Waits until everything is on the card; the node becomes Ready without waiting for that. */
export const packagesOnCard: Step = {
  name: "packages-on-card",
  check: async ({ host }) =>
    (await readMark(host)) && "write what was installed to the card, so that a power cut cannot damage it",
  async apply({ host }) {
    await host.run(["sync"], { timeout: SYNC_PATIENCE });
    await host.remove(MARK);
  },
};

async function readMark(host: Host): Promise<Mark | undefined> {
  const text = await host.read(MARK);
  if (text === undefined) return undefined;
  try {
    const { bootId = "", before = [] } = JSON.parse(text) as Partial<Mark>;
    return { bootId, before };
  } catch {
    // Torn: as if nothing had been there before, which compares more and misses nothing.
    return { bootId: "", before: [] };
  }
}
