/** One visit to one endpoint: dial, read the greeting, decide, and serve the session until it ends. */

import { AppError, AUTHENTICATION_DEADLINE } from "@rackberry/protocol";
import type { Connected, Session } from "../nodes/connected.ts";
import { type Connection, connect } from "../nodes/connection.ts";
import { type Greeting, parseGreeting } from "../nodes/facts.ts";
import type { Link } from "../nodes/link.ts";
import { serve } from "../work/serve.ts";
import type { Working } from "../work/working.ts";
import { type Admission, admit } from "./admit.ts";
import type { Admitting } from "./admitting.ts";

/** How a visit ended; decides when the next one starts. */
export type Visit =
  | { readonly kind: "served" }
  /** Nothing answered; no greeting came; the peer is not an agent. */
  | { readonly kind: "unreachable" | "silent" | "wrong" }
  | { readonly kind: "duplicate"; readonly name: string }
  | { readonly kind: "refused"; readonly fingerprint: string };

/** Called as a visit progresses. */
export interface Progress {
  /** The connection was accepted. */
  readonly onReached: () => void;
  /** The peer sent an agent's greeting. */
  readonly onGreeted: () => void;
  /** The agent is a node, and its session starts. */
  readonly onAdmitted: () => void;
}

/** Addresses remembered per node besides that of its connection. */
const MOST_MET = 8;
/** Never rejects. */
export async function visit(
  site: Working & Admitting,
  endpoint: string,
  signal: AbortSignal,
  progress: Partial<Progress> = {},
): Promise<Visit> {
  const connected = connectedAt(site, endpoint);
  if (connected) return { kind: "duplicate", name: connected };
  let link: Link;
  let isReached = false;
  const onReached = () => {
    isReached = true;
    progress.onReached?.();
  };
  try {
    link = await site.dial(endpoint, signal, onReached);
  } catch {
    return { kind: isReached ? "silent" : "unreachable" };
  }
  const connection = connect(link.channel);
  const leave = () => link.terminate();
  signal.addEventListener("abort", leave);
  try {
    return await converse({ site, endpoint, link, connection, progress }, signal);
  } catch (cause) {
    const error = AppError.from(cause);
    // A message that cannot be parsed ends the connection, and is then the cause of `disconnected`.
    const isWrong =
      error.code !== "disconnected" || (error.cause && AppError.from(error.cause).code !== "disconnected");
    if (signal.aborted || !isWrong) return { kind: "silent" };
    site.log.warn(error.message, { endpoint });
    return { kind: "wrong" };
  } finally {
    signal.removeEventListener("abort", leave);
    connection.close();
  }
}

interface Talk {
  readonly site: Working & Admitting;
  readonly endpoint: string;
  readonly link: Link;
  readonly connection: Connection;
  readonly progress: Partial<Progress>;
}

async function converse(talk: Talk, signal: AbortSignal): Promise<Visit> {
  const { site, endpoint, link, connection, progress } = talk;
  const deadline = setTimeout(() => link.terminate(), AUTHENTICATION_DEADLINE);
  let greeting: Greeting;
  let admission: Admission;
  let session: Session | undefined;
  try {
    greeting = parseGreeting(await connection.greeting, link.keyHash);
    progress.onGreeted?.();
    // Two simultaneous visits to one agent would both find it not connected.
    if (site.admitting.has(link.keyHash)) return { kind: "unreachable" };
    site.admitting.add(link.keyHash);
    try {
      admission = await admit(site, link, connection, greeting);
      if (admission.kind === "admitted") {
        session = newSession(admission.name, endpoint, link, connection, greeting);
        site.sessions.set(session.name, session);
      }
    } finally {
      site.admitting.delete(link.keyHash);
    }
  } finally {
    clearTimeout(deadline);
  }
  if (session) {
    site.store.removeStranger(link.keyHash);
    progress.onAdmitted?.();
    await serve(site, session, signal);
    return { kind: "served" };
  }
  if (admission.kind === "refused") return refuse(talk, greeting, admission);
  const twin = site.sessions.get(admission.name);
  if (twin) {
    twin.isStale = true;
    if (twin.met.size < MOST_MET) twin.met.add(link.remoteAddress);
  }
  site.changed.notify();
  return { kind: "duplicate", name: admission.name };
}

const newSession = (
  name: string,
  endpoint: string,
  link: Link,
  connection: Connection,
  { keyHash, serial, bootId, agentVersion }: Greeting,
): Session => ({
  ...{ name, keyHash, serial, bootId, agentVersion, endpoint, link, connection },
  met: new Set(),
  facts: undefined,
  open: undefined,
  isStale: false,
  applied: undefined,
  told: Number.NEGATIVE_INFINITY,
  lacksSince: undefined,
  mirrored: undefined,
  done: new Set(),
  content: undefined,
  services: undefined,
  failures: 0,
  busy: undefined,
  progress: "",
});

/**
 * The node connected at exactly this endpoint. The addresses that an agent reports do not count: with false ones it
 * could keep others out. An agent dialled twice is recognised by its key.
 */
function connectedAt({ sessions }: Pick<Connected, "sessions">, endpoint: string): string | undefined {
  for (const { name, endpoint: own, link } of sessions.values()) {
    if (own === endpoint || `${link.remoteAddress}:${portOf(own)}` === endpoint) return name;
  }
  return undefined;
}

const portOf = (endpoint: string) => endpoint.slice(endpoint.lastIndexOf(":") + 1);

function refuse(
  { site, link, connection }: Talk,
  { serial, keyHash }: Greeting,
  { reason, detail, pending, card }: Extract<Admission, { kind: "refused" }>,
): Visit {
  const { store, clock, log, changed } = site;
  connection.farewell(reason, detail);
  const before = store.strangers().find((one) => one.fingerprint === keyHash);
  if (before?.reason !== detail) {
    const address = link.remoteAddress;
    store.putStranger({ serial, address, fingerprint: keyHash, reason: detail, pending, card, since: clock.now() });
    const sentence = `${pending ? "not admitted yet" : "refused"}: ${detail}`;
    log.warn(sentence, { serial, address, fingerprint: keyHash });
    changed.notify();
  }
  return { kind: "refused", fingerprint: keyHash };
}
