/** Actions: each is sent to the agent, and what it brought is recorded. */
import { AppError, nodeSpecMessage } from "@rackberry/protocol";
import { initSettings } from "../domain/init-settings.ts";
import type { NodeRecord, OperationKind } from "../domain/node.ts";
import { apiName, LATER_STEPS, REFRESH_STEPS, WORKER_STEPS } from "../domain/spec.ts";
import { tokenText } from "../kube/bootstrap-token.ts";
import { clusterManifests } from "../kube/cluster-content.ts";
import { initConfiguration } from "../kubeadm/init-configuration.ts";
import { discoveryDocument, joinConfiguration } from "../kubeadm/join-configuration.ts";
import { ignoredPreflight } from "../kubeadm/preflight.ts";
import { contentOf } from "./cluster-content.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { beginLifetimes, dropTokens, initTokens, tokenFor } from "./join-tokens.ts";
import type { KubeLink } from "./kube-link.ts";
import { knownVersion } from "./kubernetes-version.ts";
import { settleMirror } from "./mirror.ts";
import { type Outcome, operate } from "./operation.ts";
import { verifyUpgraded } from "./upgrade.ts";
import { nodeView, specOf } from "./view.ts";

/** Which of the agent's steps each kind of apply runs. */
function stepsFor(kind: ApplyKind, { role }: NodeRecord, inCluster: boolean): { only: string[]; skip: string[] } {
  switch (kind) {
    case "refresh":
      return { only: [...REFRESH_STEPS], skip: [] };
    case "complete":
      return { only: [...LATER_STEPS], skip: [] };
    case "prepare": {
      const own = role === "control-plane" ? WORKER_STEPS : [];
      return { only: [], skip: inCluster ? [...own] : [...own, ...LATER_STEPS] };
    }
    default:
      return kind satisfies never;
  }
}

type ApplyKind = "prepare" | "refresh" | "complete";

/** Brings the host to the spec of this moment, or to that part of it which `kind` means. */
export async function apply(fleet: Fleet, session: Session, kind: ApplyKind, facts: Facts): Promise<Outcome> {
  const spec = specOf(fleet, session.name);
  const { base, all } = fleet.fingerprints(fleet, session.name);
  const { inCluster } = nodeView(fleet, session, facts);
  const outcome = await operate(fleet, session, "apply", async (operationId) => ({
    kind: "apply",
    value: {
      operationId,
      spec: nodeSpecMessage(spec),
      ...stepsFor(kind, recordOf(fleet, session.name), inCluster),
      coordinatorClockMs: fleet.clock.now(),
    },
  }));
  if (outcome.kind === "finished") {
    const before = session.applied;
    if (kind === "complete") {
      if (before) session.applied = { ...before, complete: true };
      return outcome;
    }
    // A refresh brings nothing of a base that changed while it was under way.
    session.told = fleet.clock.monotonic();
    session.applied =
      kind === "refresh" && before ? { ...before, all } : { base, all, complete: kind === "prepare" && inCluster };
    const preparedBoot = session.facts?.bootId ?? "";
    fleet.store.update(session.name, { preparedSpec: all, preparedBoot });
  }
  return outcome;
}

export function init(fleet: Fleet, session: Session, facts: Facts): Promise<Outcome> {
  const { config } = fleet.rack;
  const { name, address } = addressed(fleet, session);
  return operate(fleet, session, "init", async (operationId) => {
    // Before it begins: whatever rack.yaml says by its end, this is what the cluster is made with.
    fleet.store.setInitSettings(initSettings(config));
    // Who comes later is given a token of its own.
    const workers = fleet.store.nodes().filter((node) => node.role === "worker" && fleet.sessions.has(node.name));
    const tokens = initTokens(fleet, [name, ...workers.map((worker) => worker.name)]);
    const value = {
      operationId,
      spec: nodeSpecMessage(specOf(fleet, name)),
      kubeadmConfig: initConfiguration({
        ...config,
        kubernetesVersion: knownVersion(fleet),
        node: { name, address },
        endpoint: apiName(config.domain),
        imageRepository: config.images.repository,
        tokens: tokens.map(tokenText),
        cgroupVersion: facts.cgroupVersion,
        container: facts.container,
      }),
      skipPhases: [...config.kubeadm.skipPhases],
      ignorePreflight: [...ignoredPreflight(config.kubeadm.ignorePreflightErrors, facts.container)],
      coordinatorClockMs: fleet.clock.now(),
    };
    return { kind: "init", value };
  });
}

/** Opens the cluster to the coordinator, and gives it its pod network. */
export async function grant(fleet: Fleet, session: Session): Promise<Outcome> {
  session.content = undefined;
  const content = contentOf(fleet);
  const manifests = [...clusterManifests(fleet.rack.config)];
  const outcome = await operate(fleet, session, "grant", async (operationId) => ({
    kind: "grant",
    value: { operationId, manifests },
  }));
  session.content = content;
  return outcome;
}

export function join(fleet: Fleet, session: Session, facts: Facts, signal: AbortSignal): Promise<Outcome> {
  const { config } = fleet.rack;
  const { name, address } = addressed(fleet, session);
  return operate(fleet, session, "join", async (operationId) => {
    const cluster = fleet.store.cluster();
    if (!cluster) throw new AppError("refused", "there is no cluster to join yet");
    const token = await tokenFor(fleet, name, signal);
    return {
      kind: "join",
      value: {
        operationId,
        spec: nodeSpecMessage(specOf(fleet, name)),
        kubeadmConfig: joinConfiguration({ node: { name, address }, token: tokenText(token) }),
        discovery: discoveryDocument(cluster),
        ignorePreflight: [...ignoredPreflight(config.kubeadm.ignorePreflightErrors, facts.container)],
        coordinatorClockMs: fleet.clock.now(),
      },
    };
  });
}

export const reset = (fleet: Fleet, session: Session, facts: Facts): Promise<Outcome> =>
  operate(fleet, session, "reset", async (operationId) => {
    const { ignorePreflightErrors } = fleet.rack.config.kubeadm;
    const ignorePreflight = [...ignoredPreflight(ignorePreflightErrors, facts.container)];
    return { kind: "reset", value: { operationId, ignorePreflight } };
  });

/** Records what an operation of this kind brought, whether it was waited for from the beginning or found again. */
export async function settle(
  fleet: Fleet,
  session: Session,
  kind: OperationKind,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<void> {
  const { store, credentials, changed, kube, clock } = fleet;
  const record = recordOf(fleet, session.name);
  const done = { operation: undefined };
  if (kind === "upgrade") verifyUpgraded(fleet, session);
  if (outcome.kind === "rebooting" || kind === "apply" || kind === "upgrade") {
    store.update(session.name, done);
  } else if (kind === "mirror") {
    store.update(session.name, done);
    settleMirror(fleet, session, outcome);
  } else if (kind === "init") {
    const { caCertificate: ca, caHash, server } = outcome.cluster ?? {};
    if (!ca || !caHash || !server) throw new AppError("invalid", "init ended without saying which cluster it made");
    store.setCluster({ caHash, server, ca, granted: false, content: "" });
    beginLifetimes(fleet, session.name);
    store.update(session.name, { ...done, clusterHash: caHash });
  } else if (kind === "grant") {
    const cluster = store.cluster();
    const { token } = outcome;
    if (!cluster || !token) throw new AppError("invalid", "grant ended without access to the cluster");
    await credentials.write({ ca: cluster.ca, server: cluster.server, token });
    // One that was found again does not tell what it brought, so it is done once more.
    store.setCluster({ ...cluster, granted: true, content: session.content ?? "" });
    store.update(session.name, done);
  } else if (kind === "join") {
    const joins = kube.nodes.get(session.name)?.ready ? 0 : record.joins;
    store.update(session.name, { ...done, joins, joinedAt: clock.now(), clusterHash: store.cluster()?.caHash ?? "" });
  } else if (record.role === "control-plane") {
    // Its cluster is gone, and with it everything that was known of it.
    store.setCluster(undefined);
    store.setKubernetes(undefined);
    await credentials.remove();
    store.update(session.name, { ...done, clusterHash: "", podSubnet: "", resetRequested: false, joins: 0 });
  } else {
    await deleteNode(kube, session.name, signal);
    kube.forget(session.name);
    // What it was given is forgotten only for a person.
    const joins = record.resetRequested ? 0 : record.joins;
    store.update(session.name, { ...done, clusterHash: "", podSubnet: "", resetRequested: false, joins });
  }
  if (kind === "reset") session.applied = undefined;
  changed.ring();
  await dropTokens(fleet, session.name, signal);
}

/** Throws `unreachable` while the API server is away: the node is reset again then, which changes nothing any more. */
async function deleteNode(kube: KubeLink, name: string, signal: AbortSignal): Promise<void> {
  try {
    await (await kube.client())?.deleteNode(name, signal);
  } catch (cause) {
    const { code, message } = AppError.from(cause);
    if (code !== "unreachable") throw cause;
    throw new AppError("unreachable", `the host is reset, but Kubernetes was not told to forget the node: ${message}`);
  }
}

function addressed(fleet: Fleet, session: Session): { readonly name: string; readonly address: string } {
  const { name, address } = recordOf(fleet, session.name);
  if (address) return { name, address };
  throw new AppError("refused", "the node has no IPv4 address: look at its cable and at the DHCP server");
}
