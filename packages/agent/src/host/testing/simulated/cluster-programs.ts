/** kubeadm, kubectl and the network tools of a simulated Pi. kubeadm is a recorder that leaves the real one's files. */

import { SIMULATED_CA } from "./ca.ts";
import type { PiState } from "./card.ts";
import { fail, type Program, type ProgramContext, write } from "./program.ts";

/** Represents kubeadm's rule in the cluster. */
export const AUTOMATIC_APPROVAL = "/simulated/node-autoapprove-bootstrap";

const server = "https://master1.kube.local:6443";
const conf = (who: string) => `apiVersion: v1\nclusters:\n- cluster:\n    server: ${server}\n  name: ${who}\n`;

export const clusterPrograms: Readonly<Record<string, Program>> = {
  kubeadm: (args, context) => {
    const [verb = ""] = args;
    if (verb === "config") return imagesList(args);
    context.changed(`kubeadm ${verb}`);
    kubeadmEnd(verb, context.state);
    return "";
  },
  kubectl: (args, context) => kubectl(args, context),
  ip: (args, { state, changed }) => {
    if (args.includes("show")) {
      return JSON.stringify(Object.entries(state.routes).map(([dst, gateway]) => ({ dst, gateway, protocol: "114" })));
    }
    const [object, verb, subnet = "", , address = ""] = args;
    changed(`ip ${args.join(" ")}`);
    if (object === "link") delete state.files[`/sys/class/net/${subnet}/address`];
    else if (verb === "replace") state.routes[subnet] = address;
    else delete state.routes[subnet];
    return "";
  },
  iptables: (args, { state, changed }) => {
    if (args.includes("--list-rules")) return state.rules.map((rule) => `-A POSTROUTING ${rule}\n`).join("");
    changed("iptables");
    state.rules.push(args.slice(args.indexOf("POSTROUTING") + 1).join(" "));
    return "";
  },
  // Their output is a file that a test writes.
  "iptables-nft-save": (_, { state }) => state.files["/simulated/iptables-nft-save"]?.content ?? "",
  "iptables-legacy-save": (_, { state }) => state.files["/simulated/iptables-legacy-save"]?.content ?? "",
  "iptables-save": (_, { state }) => `*nat\n${state.rules.map((rule) => `-A POSTROUTING ${rule}\n`).join("")}COMMIT\n`,
  "iptables-restore": (_, { state, stdin, changed }) => {
    changed("iptables-restore");
    const rules = stdin.split("\n").filter((line) => line.startsWith("-A POSTROUTING "));
    state.rules.splice(0, state.rules.length, ...rules.map((line) => line.slice("-A POSTROUTING ".length)));
    return "";
  },
};

/** What kubeadm has done once it has started: enough for the next call to refuse. */
export function kubeadmBegin(verb: string, state: PiState): void {
  state.kubeadm[verb] = (state.kubeadm[verb] ?? 0) + 1;
  if (verb === "init") write(state, "/etc/kubernetes/pki/ca.crt", SIMULATED_CA);
  if (verb === "join") write(state, "/etc/kubernetes/bootstrap-kubelet.conf", conf("bootstrap"), 0o600);
}

/** What it leaves when it has succeeded. */
function kubeadmEnd(verb: string, state: PiState): void {
  if (verb === "reset") {
    for (const path of Object.keys(state.files)) {
      if (/^\/(?:etc\/kubernetes|var\/lib\/kubelet|var\/lib\/etcd)\//.test(path)) delete state.files[path];
    }
    state.manifests.length = 0;
    if (state.units["kubelet.service"]) state.units["kubelet.service"].active = false;
    return;
  }
  delete state.files["/etc/kubernetes/bootstrap-kubelet.conf"];
  write(state, "/etc/kubernetes/pki/ca.crt", SIMULATED_CA);
  write(state, "/etc/kubernetes/kubelet.conf", conf("kubelet"), 0o600);
  write(state, "/var/lib/kubelet/config.yaml", "kind: KubeletConfiguration\n");
  if (verb === "init") {
    write(state, "/etc/kubernetes/admin.conf", conf("admin"), 0o600);
    write(state, "/etc/kubernetes/manifests/kube-apiserver.yaml", "kind: Pod\n", 0o600);
    write(state, AUTOMATIC_APPROVAL, "");
  }
  if (state.units["kubelet.service"]) state.units["kubelet.service"].active = true;
}

function imagesList(args: readonly string[]): string {
  const repository = args.find((word) => word.startsWith("--image-repository="))?.split("=")[1] ?? "registry.k8s.io";
  const names = ["kube-apiserver:v1.36.3", "kube-proxy:v1.36.3", "pause:3.10.2", "etcd:3.6.8-0"];
  return names.map((name) => `${repository}/${name}\n`).join("");
}

function kubectl(args: readonly string[], { state, stdin, changed }: ProgramContext): string {
  const up = state.files["/etc/kubernetes/admin.conf"] !== undefined;
  if (!up) return fail("kubectl", "The connection to the server was refused");
  if (args.some((word) => word.startsWith("--raw=/apis/rbac") && word.endsWith(":node-autoapprove-bootstrap"))) {
    if (!state.files[AUTOMATIC_APPROVAL]) return fail("kubectl", "Error from server (NotFound): not found");
    if (!args.includes("delete")) return "{}";
    changed("kubectl delete");
    delete state.files[AUTOMATIC_APPROVAL];
    return "{}";
  }
  if (args.includes("apply")) {
    changed("kubectl apply");
    state.manifests.push(stdin);
    return "namespace/rackberry created\n";
  }
  const token = state.manifests.length > 0 ? Buffer.from("simulated-token").toString("base64") : "";
  return args.some((word) => word.startsWith("secret/")) && args.some((word) => word.startsWith("--output="))
    ? token
    : "";
}
