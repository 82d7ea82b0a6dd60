/** Finds the newest version of rack.yaml's minor release: one agent is asked, once, for the whole rack. */

import { minorOf, newestOf } from "@rackberry/config";
import { AppError, grammar } from "@rackberry/protocol";
import { delayAfter, OPERATION_BACKOFF } from "../../domain/backoff.ts";
import { mirrorFor } from "../../domain/mirror.ts";
import { packagesFor } from "../../domain/spec.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";
import type { Connected, Session } from "../nodes/connected.ts";

/** Milliseconds for apt to read a repository. */
const DEADLINE = 120_000;
/** Milliseconds between two checks whether a disconnected agent is still listed as connected. */
const GONE = 1_000;

/** Once the version is on disk it is the whole rack's, and later nodes get it too. */
export async function askVersion(
  site: Site & Wanted & Connected & Versions,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const session = site.sessions.get(name);
  if (!session) return;
  const answer = await ask(site, session, signal);
  if (answer === "silent") site.silent.add(name);
  if (answer !== "gone") return;
  // The session stays listed as connected for a moment, and the agent would be asked again.
  for (let heard = site.changed.count; site.sessions.get(name) === session; heard = site.changed.count) {
    if (signal.aborted) return;
    await site.changed.after(heard, GONE, signal);
  }
}

async function ask(
  site: Site & Wanted & Versions,
  session: Session,
  signal: AbortSignal,
): Promise<"answered" | "failed" | "silent" | "gone"> {
  const { store, clock, log, changed } = site;
  const wanted = site.rack.config.kubernetes;
  const by = session.name;
  try {
    const version = await newestAt(site, session, signal);
    store.setKubernetes({ wanted, version });
    site.versionFailure = undefined;
    log.info(`Kubernetes ${wanted} is ${version} in this rack`, { node: by });
    return "answered";
  } catch (error) {
    const { code, message, detail } = AppError.from(error);
    // No answer: the next connected agent is asked.
    if (signal.aborted || code === "disconnected") return "gone";
    const failures = (site.versionFailure?.failures ?? 0) + 1;
    const nextTry = clock.now() + delayAfter(failures, OPERATION_BACKOFF);
    site.versionFailure = { by, cause: message, failures, nextTry };
    log.error(`the newest version of Kubernetes ${wanted} could not be found: ${message}`, {
      node: by,
      detail: detail.slice(-1000),
    });
    return code === "timeout" ? "silent" : "failed";
  } finally {
    changed.notify();
  }
}

async function newestAt(
  site: Pick<Site, "store"> & Pick<Wanted, "rack">,
  { name, connection }: Session,
  signal: AbortSignal,
): Promise<string> {
  const { rack, store } = site;
  const minor = minorOf(rack.config.kubernetes);
  const { packages, aptProxy } = packagesFor(rack, mirrorFor(name, rack, store.nodes(), store.mirror()));
  const command = { kind: "getVersions", value: { packages, aptProxy, minor } } as const;
  const { versions } = await connection.request(command, "versions", { timeout: DEADLINE, signal });
  // Parsed because it comes from another host.
  const newest = newestOf(minor, (versions ?? []).map(grammar.kubernetesVersion));
  if (newest) return newest;
  throw new AppError("refused", `${rack.config.packages.url} has no Kubernetes ${minor} for this Pi`);
}
