/** Actions: each is sent to the agent, and what it brought is recorded. */
import { AppError, nodeSpecMessage } from "@rackberry/protocol";
import { initSettings } from "../domain/init-settings.ts";
import type { OperationKind } from "../domain/node.ts";
import { apiName, REFRESH_STEPS } from "../domain/spec.ts";
import { accessManifest } from "../kube/access-manifest.ts";
import { tokenText } from "../kube/bootstrap-token.ts";
import { initConfiguration } from "../kubeadm/init-configuration.ts";
import { joinConfiguration } from "../kubeadm/join-configuration.ts";
import { ignoredPreflight } from "../kubeadm/preflight.ts";
import { flannelManifest } from "../network/flannel.ts";
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";
import { dropTokens, makeToken, reserveToken } from "./join-tokens.ts";
import { knownVersion } from "./kubernetes-version.ts";
import { settleMirror } from "./mirror.ts";
import { type Outcome, operate } from "./operation.ts";
import { verifyUpgraded } from "./upgrade.ts";
import { specOf } from "./view.ts";

/** Brings the host to the spec of this moment; `refresh` touches names and routes only. */
export async function apply(fleet: Fleet, session: Session, kind: "prepare" | "refresh"): Promise<Outcome> {
  const spec = specOf(fleet, session.name);
  const { base, all } = fleet.fingerprints(fleet, session.name);
  const outcome = await operate(fleet, session, "apply", async (operationId) => ({
    kind: "apply",
    value: {
      operationId,
      spec: nodeSpecMessage(spec),
      only: kind === "refresh" ? [...REFRESH_STEPS] : [],
      coordinatorClockMs: fleet.clock.now(),
    },
  }));
  if (outcome.kind === "finished") {
    // A refresh brings nothing of a base that changed while it was under way.
    session.told = fleet.clock.monotonic();
    session.applied = { base: (kind === "refresh" && session.applied?.base) || base, all };
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
    const value = {
      operationId,
      spec: nodeSpecMessage(specOf(fleet, name)),
      kubeadmConfig: initConfiguration({
        ...config,
        kubernetesVersion: knownVersion(fleet),
        node: { name, address },
        endpoint: apiName(config.domain),
        imageRepository: config.images.repository,
        token: tokenText(reserveToken(fleet, name)),
        cgroupVersion: facts.cgroupVersion,
        container: facts.container,
      }),
      manifests: [accessManifest, ...(config.network === "flannel" ? [flannelManifest(config)] : [])],
      skipPhases: [...config.kubeadm.skipPhases],
      ignorePreflight: [...ignoredPreflight(config.kubeadm.ignorePreflightErrors, facts.container)],
      coordinatorClockMs: fleet.clock.now(),
    };
    return { kind: "init", value };
  });
}

export function join(fleet: Fleet, session: Session, facts: Facts, signal: AbortSignal): Promise<Outcome> {
  const { config } = fleet.rack;
  const { name, address } = addressed(fleet, session);
  return operate(fleet, session, "join", async (operationId) => {
    const cluster = fleet.store.cluster();
    if (!cluster) throw new AppError("refused", "there is no cluster to join yet");
    const token = await makeToken(fleet, { node: name, operationId }, signal);
    return {
      kind: "join",
      value: {
        operationId,
        spec: nodeSpecMessage(specOf(fleet, name)),
        kubeadmConfig: joinConfiguration({
          node: { name, address },
          server: cluster.server,
          token: tokenText(token),
          caHash: cluster.caHash,
        }),
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
  const { store, credentials, changed, kube } = fleet;
  const record = recordOf(fleet, session.name);
  const done = { operation: undefined };
  if (kind === "upgrade") verifyUpgraded(fleet, session);
  if (outcome.kind === "rebooting" || kind === "apply" || kind === "upgrade") {
    store.update(session.name, done);
  } else if (kind === "mirror") {
    store.update(session.name, done);
    settleMirror(fleet, session, outcome);
  } else if (kind === "init") {
    const { caCertificate: ca, caHash, token, server } = outcome.access ?? {};
    if (!ca || !caHash || !token || !server) throw new AppError("invalid", "init ended without access to the cluster");
    await credentials.write({ ca, token, server });
    store.setCluster({ caHash, server });
    store.update(session.name, { ...done, clusterHash: caHash });
  } else if (kind === "join") {
    store.update(session.name, { ...done, clusterHash: store.cluster()?.caHash ?? "" });
  } else if (record.role === "control-plane") {
    // Its cluster is gone, and with it everything that was known of it.
    store.setCluster(undefined);
    store.setKubernetes(undefined);
    await credentials.remove();
    store.update(session.name, { ...done, clusterHash: "", podSubnet: "", resetRequested: false });
  } else {
    await (await kube.client())?.deleteNode(session.name, signal);
    store.update(session.name, { ...done, clusterHash: "", podSubnet: "", resetRequested: false });
  }
  if (kind === "reset") session.applied = undefined;
  changed.ring();
  await dropTokens(fleet, session.name, signal);
}

function addressed(fleet: Fleet, session: Session): { readonly name: string; readonly address: string } {
  const { name, address } = recordOf(fleet, session.name);
  if (address) return { name, address };
  throw new AppError("refused", "the node has no IPv4 address: look at its cable and at the DHCP server");
}
