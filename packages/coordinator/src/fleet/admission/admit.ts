/** From a new link to a session or a refusal: gathers what the adoption decision needs, and carries it out. */

import { AppError, AUTHENTICATION_DEADLINE, type CardRole, cardSecret, sameBytes } from "@rackberry/protocol";
import { type Arrival, type Decision, decideAdoption, type Refusal } from "../../domain/adoption.ts";
import { OPERATION_BACKOFF } from "../../domain/backoff.ts";
import { identify, nameTakenBy, roleOf } from "../../domain/naming.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Connected } from "../nodes/connected.ts";
import type { Connection } from "../nodes/connection.ts";
import type { Greeting } from "../nodes/facts.ts";
import type { Link } from "../nodes/link.ts";
import type { Admitting } from "./admitting.ts";

type Proof = Arrival["proof"];

/** Milliseconds that a connected agent has to answer when another one claims to be it. */
const ALIVE_DEADLINE = 1_500;

export type Admission =
  /** Adopted under this name. */
  | { readonly kind: "admitted"; readonly name: string }
  /** This agent already has another connection. */
  | { readonly kind: "duplicate"; readonly name: string }
  | ({ readonly kind: "refused" } & Refusal);

/** Decides whether to admit an agent. Rejects when the agent does not answer as it should. */
export async function admit(
  site: Site & Wanted & Connected & Admitting,
  link: Link,
  connection: Connection,
  greeting: Greeting,
): Promise<Admission> {
  const twin = await findTwin(site, greeting);
  if (twin) return { kind: "duplicate", name: twin };
  const serialConnected = await isSerialConnected(site, greeting);
  // No await until the record is written: of two Pis with one name on their cards, the second must see the first.
  const proof = judgeProof(site, link, greeting);
  const decision = decide(site, greeting, { serialConnected, proof });
  if (decision.kind === "refuse") return { ...decision, kind: "refused" };
  link.trust();
  if (decision.kind === "welcome") return { kind: "admitted", name: await welcome(site, connection, greeting) };
  return { kind: "admitted", name: await adopt(site, link, connection, { ...greeting, proof }, decision) };
}

const faceOf = (pi: Pick<Greeting, "serial" | "bootId">) => `${pi.serial} ${pi.bootId}`;

/** The node's name if it is connected already; opens a contest when another Pi is connected with the same key. */
async function findTwin(site: Site & Connected & Admitting, greeting: Greeting): Promise<string | undefined> {
  const session = [...site.sessions.values()].find((one) => one.keyHash === greeting.keyHash);
  if (!session) return undefined;
  if (!(await session.link.alive(ALIVE_DEADLINE))) {
    // The old connection was dead but not yet closed: a pulled plug, a changed address.
    session.link.terminate();
    await session.connection.ended;
    return undefined;
  }
  if (faceOf(session) === faceOf(greeting)) return session.name;
  site.contests.open(greeting.keyHash, [faceOf(session), faceOf(greeting)]);
  putAside(site, session.name);
  session.link.terminate();
  return undefined;
}

function putAside(site: Site, name: string): void {
  const reason = "two Pis use its key: make a new card for one of them";
  site.store.setState(name, { phase: "refused", reason }, site.clock.now());
  site.log.error("two Pis use one key, both are refused", { node: name });
  site.changed.notify();
}

async function isSerialConnected(
  { store, sessions }: Pick<Site, "store"> & Pick<Connected, "sessions">,
  { serial }: Greeting,
): Promise<boolean> {
  const node = store.nodes().find((one) => one.serial === serial);
  const rival = node && sessions.get(node.name);
  return rival !== undefined && (await rival.link.alive(ALIVE_DEADLINE));
}

function decide(
  site: Pick<Site, "store"> & Pick<Wanted, "rack" | "ownSerial"> & Pick<Admitting, "contests">,
  greeting: Greeting,
  { serialConnected, proof }: { readonly serialConnected: boolean; readonly proof: Proof },
): Decision {
  const { store, rack, ownSerial } = site;
  const nodes = store.nodes();
  const bySerial = nodes.find((node) => node.serial === greeting.serial);
  return decideAdoption(
    { ...greeting, proof },
    {
      byKey: nodes.find((node) => node.keyHash === greeting.keyHash),
      bySerial,
      role: bySerial?.role ?? roleOf(greeting.serial, rack.config, ownSerial),
      serialConnected,
      keyContested: site.contests.visit(greeting.keyHash, faceOf(greeting)),
      cardSpentBy: store.cardSpentBy(greeting.cardId),
      nameTakenBy: nameTakenBy(greeting, nodes, rack.config),
      mode: rack.config.adoption,
      approval: store.approval(greeting.keyHash, greeting.serial),
    },
  );
}

const CARD_ROLES: readonly CardRole[] = ["worker", "control-plane"];

/** The agent need not report its card's role: only one of the two roles' secrets gives this proof. */
function judgeProof(
  { rackSecret }: Pick<Admitting, "rackSecret">,
  link: Link,
  { cardId, cardName: name, cardProof }: Greeting,
): Proof {
  if (cardProof.length === 0 || !cardId) return "none";
  const proofAs = (role: CardRole) => link.proof(cardSecret(rackSecret, cardId, { role, name }), "agent");
  return CARD_ROLES.find((role) => sameBytes(cardProof, proofAs(role))) ?? "wrong";
}

async function welcome(site: Pick<Site, "store">, connection: Connection, greeting: Greeting): Promise<string> {
  const node = site.store.nodes().find((one) => one.keyHash === greeting.keyHash);
  if (!node) throw new AppError("internal", "no node has this known key");
  const command = { kind: "welcome", value: { name: node.name } } as const;
  await connection.request(command, "done", { timeout: AUTHENTICATION_DEADLINE });
  return node.name;
}

async function adopt(
  site: Site & Wanted & Admitting,
  link: Link,
  connection: Connection,
  greeting: Greeting & Pick<Arrival, "proof">,
  decision: Extract<Decision, { kind: "adopt" | "readopt" }>,
): Promise<string> {
  const { store, clock, log, rack, ownSerial } = site;
  const { serial, model, keyHash, cardId } = greeting;
  const taken = new Set(store.nodes().map((node) => node.name));
  const known = decision.again === undefined ? undefined : recordOf(site, decision.again);
  // Without a proof the card's name is not trusted.
  const cardName = cardRoleOf(greeting) ? greeting.cardName : "";
  const { name, role } = known ?? identify(serial, taken, rack.config, { ownSerial, cardName });
  if (cardName && cardName !== name)
    log.warn(`its card names it ${cardName}, but it keeps the name ${name}`, { node: name });
  // Recorded first: the agent then erases its card secret, and only its key identifies it.
  store.adopt({ name, role, serial, model, keyHash, cardId, at: clock.now() });
  store.setState(name, { phase: "adopting" }, clock.now());
  try {
    await introduce(site, link, connection, greeting, { name, isFresh: decision.kind === "adopt" });
  } catch (cause) {
    const nextTry = clock.now() + OPERATION_BACKOFF.first;
    store.setState(name, { phase: "failed", cause: `adoption: ${AppError.from(cause).message}`, nextTry }, clock.now());
    site.changed.notify();
    throw cause;
  }
  store.setState(name, { phase: "adopted" }, clock.now());
  log.info(known ? "adopted again" : "adopted", { node: name, serial, model, fingerprint: keyHash });
  site.changed.notify();
  return name;
}

/** Sends Adopt, or Welcome to an agent that this coordinator adopted but no longer has on record. */
async function introduce(
  site: Pick<Site, "store"> & Pick<Admitting, "rackSecret">,
  link: Link,
  connection: Connection,
  greeting: Greeting & Pick<Arrival, "proof">,
  { name, isFresh }: { readonly name: string; readonly isFresh: boolean },
): Promise<void> {
  if (!isFresh) return void (await welcome(site, connection, greeting));
  const { cardId, cardName } = greeting;
  const role = cardRoleOf(greeting);
  // An agent without a card secret cannot check a proof: the owner set the pin on it.
  const secret = role && cardSecret(site.rackSecret, cardId, { role, name: cardName });
  const cardProof = secret ? link.proof(secret, "coordinator") : Buffer.alloc(0);
  const command = { kind: "adopt", value: { cardProof, name } } as const;
  await connection.request(command, "adopted", { timeout: AUTHENTICATION_DEADLINE });
}

const cardRoleOf = ({ proof }: Pick<Arrival, "proof">): CardRole | undefined =>
  proof === "none" || proof === "wrong" ? undefined : proof;
