/** Finds out which version of rack.yaml's minor is the newest: one agent is asked, once, for the whole rack. */
import { minorOf, newestOf } from "@rackberry/config";
import { AppError, grammar } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../domain/backoff.ts";
import { mirrorFor } from "../domain/mirror.ts";
import { packagesFor } from "../domain/spec.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { kubernetesVersion } from "./kubernetes-version.ts";

/** Milliseconds for apt to look at a repository. */
const DEADLINE = 120_000;
/** Milliseconds until an agent that went away is surely no longer among the connected ones. */
const GONE = 1_000;
const NOTHING_TO_ASK = 3_600_000;

/** Runs until the signal aborts. The version is the rack's from the moment it is on disk, and later nodes get it too. */
export async function resolveVersion(fleet: Fleet, signal: AbortSignal): Promise<void> {
  // Who took too long for an answer; the others are asked first.
  const silent = new Set<string>();
  while (!signal.aborted) {
    const heard = fleet.changed.rung;
    const session = kubernetesVersion(fleet) ? undefined : whomToAsk(fleet, silent);
    if (!session) {
      await fleet.changed.after(heard, NOTHING_TO_ASK, signal);
      continue;
    }
    const failed = fleet.versionFailure;
    const pause = failed?.by === session.name ? failed.nextTry - fleet.clock.now() : 0;
    if (pause > 0) await fleet.changed.after(heard, pause, signal);
    else {
      const answer = await ask(fleet, session, signal);
      if (answer === "silent") silent.add(session.name);
      if (answer === "gone") await fleet.changed.after(heard, GONE, signal);
    }
  }
}

/** The control plane, whose way to the packages is the rack's; anybody as long as it is not connected. */
function whomToAsk(fleet: Fleet, silent: ReadonlySet<string>): Session | undefined {
  const everybody = [...fleet.sessions.values()];
  const able = everybody.filter(({ connection }) => connection.knows("getVersions"));
  // Of those who are all too old, one says so.
  const all = able.length > 0 ? able : everybody;
  const heard = all.filter(({ name }) => !silent.has(name));
  const sessions = heard.length > 0 ? heard : all;
  return sessions.find(({ name }) => recordOf(fleet, name).role === "control-plane") ?? sessions[0];
}

async function ask(
  fleet: Fleet,
  session: Session,
  signal: AbortSignal,
): Promise<"answered" | "failed" | "silent" | "gone"> {
  const { store, clock, log, changed } = fleet;
  const wanted = fleet.rack.config.kubernetes;
  const by = session.name;
  try {
    const version = await newestAt(fleet, session, signal);
    store.setKubernetes({ wanted, version });
    fleet.versionFailure = undefined;
    log.info(`Kubernetes ${wanted} is ${version} in this rack`, { node: by });
    return "answered";
  } catch (error) {
    const { code, message, detail } = AppError.from(error);
    // Nothing was learnt; whoever is connected then is asked.
    if (signal.aborted || code === "disconnected") return "gone";
    const failures = (fleet.versionFailure?.failures ?? 0) + 1;
    const nextTry = clock.now() + delayAfter(failures, OPERATION_BACKOFF);
    fleet.versionFailure = { by, cause: message, failures, nextTry };
    log.error(`which Kubernetes ${wanted} is the newest: ${message}`, { node: by, detail: detail.slice(-1000) });
    return code === "timeout" ? "silent" : "failed";
  } finally {
    changed.ring();
  }
}

async function newestAt(fleet: Fleet, { name, connection }: Session, signal: AbortSignal): Promise<string> {
  const { rack, store } = fleet;
  const minor = minorOf(rack.config.kubernetes);
  const { packages, aptProxy } = packagesFor(rack, mirrorFor(name, rack, store.nodes(), store.mirror()));
  const command = { kind: "getVersions", value: { packages, aptProxy, minor } } as const;
  const { versions } = await connection.request(command, "versions", { timeout: DEADLINE, signal });
  // From another host, so parsed.
  const newest = newestOf(minor, (versions ?? []).map(grammar.kubernetesVersion));
  if (newest) return newest;
  throw new AppError("refused", `${rack.config.packages.url} has no Kubernetes ${minor} for this Pi`);
}
