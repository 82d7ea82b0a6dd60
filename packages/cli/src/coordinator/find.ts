/** Finds this rack's coordinator: at the given address, at its last known address, or by mDNS. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rackberry/protocol";
import { readText } from "../rack/rack-directory.ts";
import { connect } from "./connect.ts";
import { type Endpoint, parseEndpoint, showEndpoint } from "./endpoint.ts";

export interface Search {
  /** HOST[:PORT] as given by the user, or "". */
  readonly given: string;
  readonly directory: string;
  readonly pin: string;
  /** mDNS; a parameter, so that tests need no network. */
  readonly browse: (signal: AbortSignal) => AsyncIterable<Endpoint>;
  /** Milliseconds to search the network. */
  readonly patience: number;
}

/** File with the coordinator's last address; only a hint, since its key is checked every time. */
const REMEMBERED = ".coordinator";

/** Milliseconds for a candidate to prove its key; a host on the same network needs a tenth of it. */
const CANDIDATE_DEADLINE = 1_500;
/** Candidates that are checked at once. */
const AT_ONCE = 64;

/** Throws `disconnected`, saying what to do, if none is found; `unauthenticated` if the given one is another rack's. */
export async function findCoordinator(search: Search, signal: AbortSignal): Promise<Endpoint> {
  const { given, directory, pin } = search;
  if (given) {
    const endpoint = parseEndpoint(given);
    (await connect(endpoint, pin, signal)).destroy();
    // Where multicast does not get through, the user would otherwise have to give the address each time.
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

/** If the folder is not writable, the network is searched each time. */
async function remember(directory: string, endpoint: Endpoint): Promise<void> {
  await writeFile(join(directory, REMEMBERED), `${showEndpoint(endpoint)}\n`).catch(() => {});
}

/** Checks all candidates in parallel: a silent one delays no other, and the oldest is dropped if there are too many. */
async function lookAround({ browse, patience, pin }: Search, signal: AbortSignal): Promise<Endpoint> {
  const over = new AbortController();
  const enough = AbortSignal.any([signal, over.signal, AbortSignal.timeout(patience)]);
  // In order of arrival.
  const asking = new Map<AbortController, Promise<void>>();
  let found: Endpoint | undefined;
  let others = 0;
  // Announced, but nothing is there: a router that forwards multicast puts its own address in place of the sender's.
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

/** The kernel's errors when nothing accepts the connection. */
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
