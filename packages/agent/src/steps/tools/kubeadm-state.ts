/** What kubeadm has done on this host, judged by its files and by our own mark. */
import { createHash, X509Certificate } from "node:crypto";
import { AppError } from "@rackberry/protocol";
import type { Argv, Host } from "../../host/host.ts";
import { STATE_DIRECTORY } from "./state.ts";

export type ClusterRole = "control-plane" | "worker";

export const CLUSTER_CA = "/etc/kubernetes/pki/ca.crt";
export const ADMIN_CONF = "/etc/kubernetes/admin.conf";
const KUBELET_CONF = "/etc/kubernetes/kubelet.conf";
/** init, join and reset share one transient unit, so two kubeadm processes never run at once. */
export const KUBEADM_UNIT = "pi-agent-kubeadm";
const MARK = `${STATE_DIRECTORY}/kubeadm.json`;

/**
 * nothing: kubeadm has left no trace. begun: the agent started kubeadm and did not see it end. finished: the agent's init or
 * join succeeded. foreign: a cluster that Rackberry did not make.
 */
export type KubeadmState =
  | { readonly phase: "nothing" }
  | { readonly phase: "begun" | "finished"; readonly role: ClusterRole }
  | { readonly phase: "foreign"; readonly evidence: string };

/** Reads files only. */
export async function kubeadmState(host: Host): Promise<KubeadmState> {
  const finished = await finishedRole(host);
  if (finished) return { phase: "finished", role: finished };
  const { phase, role } = await readMark(host);
  const left = await traces(host);
  // A finished mark without kubeadm's files: somebody ran kubeadm reset by hand.
  if (phase === "finished" && left.length === 0) return { phase: "nothing" };
  if (phase && role) return { phase: "begun", role };
  const [evidence] = left;
  return evidence === undefined ? { phase: "nothing" } : { phase: "foreign", evidence };
}

/** The role in which the agent's init or join succeeded, for Facts; reads only two files. */
export async function finishedRole(host: Host): Promise<ClusterRole | undefined> {
  const { phase, role } = await readMark(host);
  if (phase !== "finished" || !role) return undefined;
  return (await host.info(role === "control-plane" ? ADMIN_CONF : KUBELET_CONF)) ? role : undefined;
}

/** Which cluster a CA's PEM text is of, as `caHash` writes it; undefined when it cannot be read. */
export function caHashIn(pem: string): string | undefined {
  try {
    return caHash(pem);
  } catch {
    return undefined;
  }
}

/** As kubeadm writes it: of the public key of the first certificate in a PEM text. */
export function caHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

async function readMark(host: Host): Promise<{ phase?: "begun" | "finished"; role?: ClusterRole }> {
  const mark = /^\{"phase":"(begun|finished)","role":"(control-plane|worker)"\}\n$/.exec((await host.read(MARK)) ?? "");
  return mark ? { phase: mark[1] as "begun" | "finished", role: mark[2] as ClusterRole } : {};
}

/** Written before kubeadm starts, and again when it has succeeded. */
export async function markKubeadm(host: Host, phase: "begun" | "finished", role: ClusterRole): Promise<void> {
  await host.makeDirectory(STATE_DIRECTORY, { mode: 0o700 });
  await host.write(MARK, `${JSON.stringify({ phase, role })}\n`, { mode: 0o600 });
}

export const unmarkKubeadm = (host: Host): Promise<void> => host.remove(MARK);

/** The kubeconfigs that kubeadm reset deletes; one left by an interrupted reset has the wrong CA and stops init. */
const KUBECONFIGS = [
  ADMIN_CONF,
  KUBELET_CONF,
  ...["super-admin", "bootstrap-kubelet", "controller-manager", "scheduler"].map(
    (name) => `/etc/kubernetes/${name}.conf`,
  ),
];

/** Files that kubeadm has left; even one that ended early leaves at least one. */
export async function traces(host: Host): Promise<readonly string[]> {
  const files = [...KUBECONFIGS, CLUSTER_CA];
  const found = await Promise.all(files.map(async (path) => ((await host.info(path)) ? [path] : [])));
  const manifests = ((await host.list("/etc/kubernetes/manifests")) ?? []).filter((name) => name.startsWith("kube-"));
  return [...found.flat(), ...manifests.map((name) => `/etc/kubernetes/manifests/${name}`)];
}

/** Throws `refused` when this Pi is in someone else's cluster or has the other role. */
export function refuseUnlessOurs(state: KubeadmState, role: ClusterRole): void {
  if (state.phase === "foreign") {
    throw new AppError(
      "refused",
      `this Pi already belongs to a cluster that Rackberry did not make (${state.evidence}): ` +
        "to remove it from that cluster: pictl reset NODE",
    );
  }
  if (state.phase === "finished" && state.role !== role) {
    throw new AppError(
      "refused",
      `this Pi is already a ${state.role}: to make it a ${role}, first run pictl reset NODE`,
    );
  }
}

/** The command line of a kubeadm of this kind whose end the agent has not seen; undefined when there is none. */
export async function pendingKubeadm(host: Host, kind: "init" | "join"): Promise<Argv | undefined> {
  const argv = await host.pendingUnit(KUBEADM_UNIT);
  return argv?.[0] === "kubeadm" && argv[1] === kind ? argv : undefined;
}
