/** The rollout of a new agent, between what is recorded and the pure planner. */

import { type KeyObject, randomBytes } from "node:crypto";
import { CLOCK_IS_SET, type Hours, hoursText, isWithin, localMinute } from "@rackberry/config";
import { AppError, type SignedPackage, verifyPackage } from "@rackberry/protocol";
import type { NodeRecord } from "../../domain/node.ts";
import type { Turn } from "../../domain/rack.ts";
import {
  type AgentView,
  LONGEST_TURN,
  LONGEST_WAIT,
  type Offer,
  packageFor,
  setBackAfter,
  turnOf,
} from "../../domain/rollout.ts";
import type { PackageFiles } from "../../store/package-files.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Connected, Session } from "../nodes/connected.ts";

export interface Rollouts {
  readonly packages: PackageFiles;
  /** Public half of the key that signs packages; absent: none is taken in. */
  readonly releaseKey?: KeyObject;
  /** Whose turn it is, and since when. */
  turn: Turn | undefined;
}

/** What the owner asked for; undefined when that was never anything. */
export function offerOf({
  store,
  rack,
  clock,
}: Pick<Site, "store" | "clock"> & Pick<Wanted, "rack">): Offer | undefined {
  const rollout = store.rollout();
  if (!rollout) return undefined;
  const packages = store.packages().filter(({ manifest }) => manifest.version === rollout.version);
  return { rollout, packages, awaits: awaitedHours(rack.config.maintenance.hours, clock.now()) };
}

/** "" when a node may be disturbed now. Nobody knows the hour by a clock that was never set. */
function awaitedHours(hours: Hours | undefined, now: number): string {
  if (!hours || (now >= CLOCK_IS_SET && isWithin(hours, localMinute(now)))) return "";
  return hoursText(hours);
}

const agentView = (
  { sessions, clock }: Pick<Site, "clock"> & Pick<Connected, "sessions">,
  { name, role, agentVersion, operation }: NodeRecord,
): AgentView => {
  const { facts, busy, progress = "" } = sessions.get(name) ?? {};
  const architecture = facts?.architecture ?? "";
  const upgrading = operation?.kind === "upgrade";
  const occupied = busy !== undefined && busy.kind !== "upgrade" && clock.monotonic() - busy.since > LONGEST_WAIT;
  const connected = facts !== undefined;
  return { name, role, version: agentVersion, architecture, connected, upgrading, occupied, progress };
};

export const agentViews = (site: Pick<Site, "store" | "clock"> & Pick<Connected, "sessions">): readonly AgentView[] =>
  site.store.nodes().map((node) => agentView(site, node));

/** The package that it is this node's turn to get. */
export function dueFor(
  site: Pick<Site, "store" | "clock"> & Pick<Wanted, "rack"> & Pick<Connected, "sessions">,
  name: string,
): { readonly id: string; readonly due: SignedPackage } | undefined {
  const offer = offerOf(site);
  // Mostly there is nothing to do, and then nobody else is looked at.
  const due = offer && packageFor(offer, agentView(site, recordOf(site, name)));
  return due && turnOf(offer, agentViews(site)) === name ? { id: offer.rollout.id, due } : undefined;
}

/** Leaves all other nodes alone until a person says `pictl upgrade` again. */
export function halt(
  { store, log, changed }: Pick<Site, "store" | "log" | "changed">,
  { name }: Pick<Session, "name">,
  { message, detail }: AppError,
): void {
  const rollout = store.rollout();
  if (rollout?.haltedAt !== "") return;
  store.setRollout({ ...rollout, haltedAt: name, reason: message });
  log.error(`the rollout of pi-agent ${rollout.version} is halted: ${message}`, { node: name, detail });
  changed.notify();
}

/** A node has had the turn for too long. */
export function endTurn(site: Site & Pick<Connected, "sessions">, name: string, version: string): void {
  const { store, sessions } = site;
  const why = `its turn has taken ${LONGEST_TURN / 60_000} minutes, and it does not run ${version} yet`;
  halt(site, { name }, new AppError("timeout", `${why}: pictl logs ${name} shows what it is doing`));
  // How it ends is seen from the version that it says when it connects.
  if (recordOf(site, name).operation?.kind === "upgrade") store.update(name, { operation: undefined });
  sessions.get(name)?.link.terminate();
}

/** Throws `refused` on a coordinator that knows no release key. */
export function requireReleaseKey(releaseKey: KeyObject | undefined): KeyObject {
  if (releaseKey) return releaseKey;
  const cure =
    "make the master's card again with pictl, or put the output of openssl pkey -in secrets/release.key -pubout there";
  throw new AppError(
    "refused",
    `the coordinator has no /etc/pi-coordinator/release.pub, so it accepts no package: ${cure}`,
  );
}

/** Takes a signed package in. `content` is asked for unless its bytes are here already. Throws `refused` for a wrong one. */
export async function takePackage(
  { store, packages, releaseKey }: Pick<Site, "store"> & Pick<Rollouts, "packages" | "releaseKey">,
  signed: SignedPackage,
  content: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  verifyPackage(signed, requireReleaseKey(releaseKey));
  const { version } = signed.manifest;
  for (const other of new Set(store.packages().map(({ manifest }) => manifest.version))) {
    if (other !== version && other !== store.rollout()?.version) store.dropPackages(other);
  }
  if (!(await packages.has(signed.manifest))) await packages.write(signed.manifest, content());
  store.putPackage(signed);
  await packages.keep(store.packages().map(({ manifest }) => manifest));
}

/** Begins, or goes on with what was interrupted; what was halted begins anew. */
export async function beginRollout(site: Site & Connected & Rollouts, version: string): Promise<void> {
  const { store, packages, clock, log, changed } = site;
  if (!store.packages().some(({ manifest }) => manifest.version === version)) {
    throw new AppError("refused", `the coordinator has no package of pi-agent ${version}: run pictl upgrade`);
  }
  const before = store.rollout();
  if (before?.version === version && before.haltedAt === "") return changed.notify();
  for (const { name, operation } of store.nodes()) {
    if (operation?.kind !== "upgrade") continue;
    if (site.sessions.has(name)) throw new AppError("busy", `${name} is being upgraded: try again when that is done`);
    // Away since: its own guard has ended or will end it, and it says its version when it comes back.
    store.update(name, { operation: undefined });
  }
  const setBack = before ? setBackAfter(before, agentViews(site)) : [];
  const id = `upgrade-${randomBytes(8).toString("hex")}`;
  store.setRollout({ id, version, startedAt: clock.now(), haltedAt: "", reason: "", setBack });
  if (before && before.version !== version) store.dropPackages(before.version);
  await packages.keep(store.packages().map(({ manifest }) => manifest));
  log.info(`rolling out pi-agent ${version}`, { operation: id });
  changed.notify();
}
