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
  /** Public half of the key that signs packages; absent: no package is accepted. */
  readonly releaseKey?: KeyObject;
  /** The node that has the turn, and since when. */
  turn: Turn | undefined;
}

/** The rollout that the owner asked for; undefined if there was never one. */
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

/** "" when a node may be disturbed now. A clock that was never set does not tell the hour. */
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

/** The package that this node should get now, if it has the turn. */
export function dueFor(
  site: Pick<Site, "store" | "clock"> & Pick<Wanted, "rack"> & Pick<Connected, "sessions">,
  name: string,
): { readonly id: string; readonly due: SignedPackage } | undefined {
  const offer = offerOf(site);
  // Usually there is nothing to do, and then the other nodes need no check.
  const due = offer && packageFor(offer, agentView(site, recordOf(site, name)));
  return due && turnOf(offer, agentViews(site)) === name ? { id: offer.rollout.id, due } : undefined;
}

/** Leaves all other nodes alone until the owner runs `pictl upgrade` again. */
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
  // The version that the agent reports when it reconnects shows how the upgrade ended.
  if (recordOf(site, name).operation?.kind === "upgrade") store.update(name, { operation: undefined });
  sessions.get(name)?.link.terminate();
}

/** Throws `refused` on a coordinator without a release key. */
export function requireReleaseKey(releaseKey: KeyObject | undefined): KeyObject {
  if (releaseKey) return releaseKey;
  const cure =
    "make the master's card again with pictl, or put the output of openssl pkey -in secrets/release.key -pubout there";
  throw new AppError(
    "refused",
    `the coordinator has no /etc/pi-coordinator/release.pub, so it accepts no package: ${cure}`,
  );
}

/** Stores a signed package. `content` is read only if it is not stored yet. Throws `refused` if it does not verify. */
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

/** Starts a rollout, or continues an interrupted one; a halted one starts again. */
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
    // Not connected: its own guard has ended or will end the upgrade, and it reports its version when it is back.
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
