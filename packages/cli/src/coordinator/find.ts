/** Finding this rack's coordinator: where the person says, where it was last time, or who answers on the network. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rackberry/protocol";
import { readText } from "../rack/rack-directory.ts";
import { connect } from "./connect.ts";
import { type Endpoint, parseEndpoint, showEndpoint } from "./endpoint.ts";

export interface Search {
  /** HOST[:PORT] that the person gave, or "". */
  readonly given: string;
  readonly directory: string;
  readonly pin: string;
  /** mDNS; a parameter, so that tests need no network. */
  readonly browse: (signal: AbortSignal) => AsyncIterable<Endpoint>;
  /** Milliseconds of looking around. */
  readonly patience: number;
}

/** Remembers where the coordinator was; only ever a hint, since its key is asked every time. */
const REMEMBERED = ".coordinator";

/** Throws `disconnected` saying what to do when it is not found, `unauthenticated` when the given one is another's. */
export async function findCoordinator(search: Search, signal: AbortSignal): Promise<Endpoint> {
  const { given, directory, pin } = search;
  if (given) {
    const endpoint = parseEndpoint(given);
    (await connect(endpoint, pin, signal)).destroy();
    return endpoint;
  }
  const last = await remembered(directory);
  if (last && (await isOurs(last, pin, signal))) return last;
  const found = await lookAround(search, signal);
  await writeFile(join(directory, REMEMBERED), `${showEndpoint(found)}\n`).catch(() => {});
  return found;
}

async function lookAround({ browse, patience, pin }: Search, signal: AbortSignal): Promise<Endpoint> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  let others = 0;
  for await (const endpoint of browse(enough)) {
    if (await isOurs(endpoint, pin, enough)) return endpoint;
    others++;
  }
  signal.throwIfAborted();
  const seen = others > 0 ? ` (${others} that answered are other racks')` : "";
  throw new AppError(
    "disconnected",
    `the rack's coordinator is not found on this network${seen}: is the master powered and up? --coordinator HOST names its address`,
  );
}

async function isOurs(endpoint: Endpoint, pin: string, signal: AbortSignal): Promise<boolean> {
  try {
    (await connect(endpoint, pin, signal)).destroy();
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function remembered(directory: string): Promise<Endpoint | undefined> {
  const text = await readText(join(directory, REMEMBERED));
  try {
    return text === undefined ? undefined : parseEndpoint(text.trim());
  } catch {
    await rm(join(directory, REMEMBERED), { force: true });
    return undefined;
  }
}
