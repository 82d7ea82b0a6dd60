/** One visit to one endpoint: dial, hear the greeting, decide, and stay for as long as the agent does. */
import { AppError, AUTHENTICATION_DEADLINE } from "@rackberry/protocol";
import { type Admission, admit } from "./admit.ts";
import { type Connection, connect } from "./connection.ts";
import { type Greeting, parseGreeting } from "./facts.ts";
import type { Fleet, Session } from "./fleet.ts";
import type { Link } from "./link.ts";
import { serve } from "./serve.ts";

/** How a visit ended; says when to come again. */
export type Visit =
  | { readonly kind: "served" | "unreachable" }
  | { readonly kind: "duplicate"; readonly name: string }
  | { readonly kind: "refused"; readonly fingerprint: string };

/** Never rejects. */
export async function visit(fleet: Fleet, endpoint: string, signal: AbortSignal): Promise<Visit> {
  const connected = connectedAt(fleet, endpoint);
  if (connected) return { kind: "duplicate", name: connected };
  let link: Link;
  try {
    link = await fleet.dial(endpoint, signal);
  } catch {
    return { kind: "unreachable" };
  }
  const connection = connect(link.channel);
  const leave = () => link.terminate();
  signal.addEventListener("abort", leave);
  try {
    return await converse(fleet, endpoint, link, connection, signal);
  } catch (cause) {
    const error = AppError.from(cause);
    if (!signal.aborted && error.code !== "disconnected") fleet.log.warn(error.message, { endpoint });
    return { kind: "unreachable" };
  } finally {
    signal.removeEventListener("abort", leave);
    connection.close();
  }
}

async function converse(
  fleet: Fleet,
  endpoint: string,
  link: Link,
  connection: Connection,
  signal: AbortSignal,
): Promise<Visit> {
  const deadline = setTimeout(() => link.terminate(), AUTHENTICATION_DEADLINE);
  let greeting: Greeting;
  let admission: Admission;
  let session: Session | undefined;
  try {
    greeting = parseGreeting(await connection.greeting, link.keyHash);
    // Two visits to one agent at the same moment would both find it unconnected.
    if (fleet.admitting.has(link.keyHash)) return { kind: "unreachable" };
    fleet.admitting.add(link.keyHash);
    try {
      admission = await admit(fleet, link, connection, greeting);
      if (admission.kind === "admitted") {
        session = newSession(admission.name, endpoint, link, connection, greeting);
        fleet.sessions.set(session.name, session);
      }
    } finally {
      fleet.admitting.delete(link.keyHash);
    }
  } finally {
    clearTimeout(deadline);
  }
  if (session) {
    fleet.store.removeStranger(link.keyHash);
    await serve(fleet, session, signal);
    return { kind: "served" };
  }
  if (admission.kind === "refused") return refuse(fleet, link, connection, greeting, admission);
  const twin = fleet.sessions.get(admission.name);
  if (twin) twin.isStale = true;
  fleet.changed.ring();
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
  facts: undefined,
  isStale: false,
  applied: undefined,
  told: Number.NEGATIVE_INFINITY,
  lacksSince: undefined,
  mirrored: undefined,
  granted: false,
  services: undefined,
  failures: 0,
  followers: undefined,
  busy: undefined,
  progress: "",
});

/** Node that is connected, and would be met at this endpoint again. */
function connectedAt({ sessions }: Fleet, endpoint: string): string | undefined {
  const [host = "", port] = endpoint.split(":");
  for (const { name, endpoint: own, facts } of sessions.values()) {
    if (own === endpoint) return name;
    if (own.split(":")[1] === port && facts?.addresses.includes(host)) return name;
  }
  return undefined;
}

function refuse(
  fleet: Fleet,
  link: Link,
  connection: Connection,
  { serial, keyHash }: Greeting,
  { reason, detail, pending, card }: Extract<Admission, { kind: "refused" }>,
): Visit {
  const { store, clock, log, changed } = fleet;
  connection.farewell(reason, detail);
  const before = store.strangers().find((one) => one.fingerprint === keyHash);
  if (before?.reason !== detail) {
    const address = link.remoteAddress;
    store.putStranger({ serial, address, fingerprint: keyHash, reason: detail, pending, card, since: clock.now() });
    log.warn(`${pending ? "not let in yet" : "refused"}: ${detail}`, { serial, address, fingerprint: keyHash });
    changed.ring();
  }
  return { kind: "refused", fingerprint: keyHash };
}
