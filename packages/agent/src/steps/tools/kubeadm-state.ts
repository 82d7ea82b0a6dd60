/** What kubeadm has done on this host, judged by what it left behind and by our own mark. */
import { AppError } from "@rackberry/protocol";
import type { Argv, Host } from "../../host/host.ts";
import { STATE_DIRECTORY } from "./state.ts";

export type ClusterRole = "control-plane" | "worker";

export const ADMIN_CONF = "/etc/kubernetes/admin.conf";
const KUBELET_CONF = "/etc/kubernetes/kubelet.conf";
/** init, join and reset share one transient unit, so two kubeadm never run at once. */
export const KUBEADM_UNIT = "pi-agent-kubeadm";
const MARK = `${STATE_DIRECTORY}/kubeadm.json`;

/**
 * nothing: kubeadm has left no trace. begun: WE began, and the end was not seen. finished: our own init or join ended
 * well. foreign: a cluster that we did not make.
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
  // A finished mark whose files are gone: somebody called kubeadm reset by hand.
  if (phase === "finished" && left.length === 0) return { phase: "nothing" };
  if (phase && role) return { phase: "begun", role };
  const [evidence] = left;
  return evidence === undefined ? { phase: "nothing" } : { phase: "foreign", evidence };
}

/** The role in which our own init or join ended well, for Facts: it reads two files. */
export async function finishedRole(host: Host): Promise<ClusterRole | undefined> {
  const { phase, role } = await readMark(host);
  if (phase !== "finished" || !role) return undefined;
  return (await host.info(role === "control-plane" ? ADMIN_CONF : KUBELET_CONF)) ? role : undefined;
}

async function readMark(host: Host): Promise<{ phase?: "begun" | "finished"; role?: ClusterRole }> {
  const mark = /^\{"phase":"(begun|finished)","role":"(control-plane|worker)"\}\n$/.exec((await host.read(MARK)) ?? "");
  return mark ? { phase: mark[1] as "begun" | "finished", role: mark[2] as ClusterRole } : {};
}

/** Written whole before kubeadm starts, and again when it has ended well. */
export async function markKubeadm(host: Host, phase: "begun" | "finished", role: ClusterRole): Promise<void> {
  await host.makeDirectory(STATE_DIRECTORY, { mode: 0o700 });
  await host.write(MARK, `${JSON.stringify({ phase, role })}\n`, { mode: 0o600 });
}

export const unmarkKubeadm = (host: Host): Promise<void> => host.remove(MARK);

/** The kubeconfigs that kubeadm reset deletes; init fails on any that an interrupted reset has left: wrong CA. */
const KUBECONFIGS = [
  ADMIN_CONF,
  KUBELET_CONF,
  ...["super-admin", "bootstrap-kubelet", "controller-manager", "scheduler"].map(
    (name) => `/etc/kubernetes/${name}.conf`,
  ),
];

/** Files that show that kubeadm ran here; even one that ended early leaves at least one of them. */
export async function traces(host: Host): Promise<readonly string[]> {
  const files = [...KUBECONFIGS, "/etc/kubernetes/pki/ca.crt"];
  const found = await Promise.all(files.map(async (path) => ((await host.info(path)) ? [path] : [])));
  const manifests = ((await host.list("/etc/kubernetes/manifests")) ?? []).filter((name) => name.startsWith("kube-"));
  return [...found.flat(), ...manifests.map((name) => `/etc/kubernetes/manifests/${name}`)];
}

/** Throws `refused` for a cluster that is not ours, or a node that has the other role. */
export function refuseUnlessOurs(state: KubeadmState, role: ClusterRole): void {
  if (state.phase === "foreign") {
    throw new AppError(
      "refused",
      `this Pi already belongs to a cluster that Rackberry did not make (${state.evidence}): ` +
        "pictl reset NODE removes it from that cluster",
    );
  }
  if (state.phase === "finished" && state.role !== role) {
    throw new AppError("refused", `this Pi is already a ${state.role}: pictl reset NODE lets it become a ${role}`);
  }
}

/** Whether the transient unit has a kubeadm of this kind whose result nobody has collected. */
export async function pendingKubeadm(host: Host, kind: "init" | "join"): Promise<Argv | undefined> {
  const argv = await host.pendingUnit(KUBEADM_UNIT);
  return argv?.[0] === "kubeadm" && argv[1] === kind ? argv : undefined;
}
