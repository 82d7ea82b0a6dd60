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

/** Milliseconds for one that was found to show its key; somebody on the same network needs a tenth of it. */
const CANDIDATE_DEADLINE = 1_500;
/** Candidates that are asked at once. */
const AT_ONCE = 64;

/** Throws `disconnected` saying what to do when it is not found, `unauthenticated` when the given one is another's. */
export async function findCoordinator(search: Search, signal: AbortSignal): Promise<Endpoint> {
  const { given, directory, pin } = search;
  if (given) {
    const endpoint = parseEndpoint(given);
    (await connect(endpoint, pin, signal)).destroy();
    // Where multicast gets through nowhere it would have to be said each time.
    await remember(directory, endpoint);
    return endpoint;
  }
  const last = await remembered(directory);
  if (last && (await whoIsAt(last, pin, signal)) === "ours") return last;
  signal.throwIfAborted();
  const found = await lookAround(search, signal);
  await remember(directory, found);
  return found;
}

/** A folder that cannot be written is looked around from each time. */
async function remember(directory: string, endpoint: Endpoint): Promise<void> {
  await writeFile(join(directory, REMEMBERED), `${showEndpoint(endpoint)}\n`).catch(() => {});
}

/** Asks all who answer side by side: one who says nothing keeps nobody waiting, and goes first when a crowd comes. */
async function lookAround({ browse, patience, pin }: Search, signal: AbortSignal): Promise<Endpoint> {
  const over = new AbortController();
  const enough = AbortSignal.any([signal, over.signal, AbortSignal.timeout(patience)]);
  // In order of arrival.
  const asking = new Map<AbortController, Promise<void>>();
  let found: Endpoint | undefined;
  let others = 0;
  // Announced, and not there: a router that passes multicast on is heard in the place of who announced himself.
  let reflected: string | undefined;
  for await (const endpoint of browse(enough)) {
    const turn = new AbortController();
    const [oldest] = asking.keys();
    if (asking.size >= AT_ONCE) oldest?.abort();
    const asked = whoIsAt(endpoint, pin, AbortSignal.any([enough, turn.signal])).then((who) => {
      asking.delete(turn);
      if (!enough.aborted && who === "another") others++;
      if (!enough.aborted && who === "nobody") reflected ??= endpoint.host;
      if (who !== "ours") return;
      found ??= endpoint;
      over.abort();
    });
    asking.set(turn, asked);
  }
  await Promise.all(asking.values());
  if (found) return found;
  signal.throwIfAborted();
  const seen = others > 0 ? ` (${others} that answered ${others > 1 ? "have" : "has"} another key)` : "";
  const heard = reflected
    ? `; one was announced from ${reflected} but does not answer there, as when a router forwards announcements from another network`
    : "";
  throw new AppError(
    "disconnected",
    `no coordinator of this rack was found on this network${seen}${heard}: is the master powered, up and on the same network? If so, use --coordinator HOST with its address, which your router lists`,
  );
}

/** What the kernel says when nothing takes the connection. */
const NOBODY = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"] as const;

/** Never rejects. */
async function whoIsAt(endpoint: Endpoint, pin: string, signal: AbortSignal): Promise<"ours" | "another" | "nobody"> {
  try {
    (await connect(endpoint, pin, AbortSignal.any([signal, AbortSignal.timeout(CANDIDATE_DEADLINE)]))).destroy();
    return "ours";
  } catch (cause) {
    const { code } = ((cause as AppError).cause ?? {}) as { readonly code?: unknown };
    return NOBODY.some((one) => one === code) ? "nobody" : "another";
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
