/** kubeadm reset, and the removal of what it leaves behind. The Pi stays prepared, and the agent stays adopted. */
import type { Host } from "../../host/host.ts";
import { ROUTE_PROTOCOL } from "../network/direct-network.ts";
import { CONFLIST, currentRoutes } from "../network/pod-network.ts";
import { packageStates } from "../packages/dpkg.ts";
import { findAccount } from "../tools/account.ts";
import { ADMIN_CONF, traces, unmarkKubeadm } from "../tools/kubeadm-state.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import { STATE_DIRECTORY } from "../tools/state.ts";
import type { Step } from "../tools/step.ts";
import { forgetManifests } from "./coordinator-access.ts";
import { resetKubeadm } from "./run-kubeadm.ts";

export interface Resetting {
  readonly ignorePreflight: readonly string[];
}

const LEFT_FILES = [CONFLIST, "/etc/cni/net.d/10-flannel.conflist", `${STATE_DIRECTORY}/kubeadm.json`];
const LEFT_LINKS = ["cni0", "flannel.1"];
/** Chains of kube-proxy, the kubelet and the network plugins. */
const LEFT_RULES = /\b(?:KUBE|CNI|FLANNEL)-|\brackberry-pods\b/;

/** A person asked for it, so a cluster that is not ours is left too. */
export function kubeadmReset({ ignorePreflight }: Resetting): Step {
  return {
    name: "kubeadm-reset",
    async check({ host }) {
      const left = await leftovers(host);
      return sentenceOf([
        (await traces(host)).length > 0 && "run kubeadm reset",
        left.length > 0 && `remove ${list(left)}`,
        (await currentRoutes(host)).length > 0 && "remove the routes to other nodes' pods",
        (await ruleText(host)) !== undefined && "remove kube-proxy's rules",
      ]);
    },
    async apply(context) {
      const { host } = context;
      const kubeconfigs = await personalCopies(host);
      const installed = (await packageStates(host, ["kubeadm"])).some((state) => state.installed);
      if ((await traces(host)).length > 0 && installed) await resetKubeadm(context, ignorePreflight);
      for (const path of [...LEFT_FILES, ...kubeconfigs]) await host.remove(path);
      for (const link of await leftLinks(host)) await host.run(["ip", "link", "delete", link]);
      for (const { subnet } of await currentRoutes(host)) {
        await host.run(["ip", "route", "del", subnet, "proto", ROUTE_PROTOCOL]);
      }
      const rules = await ruleText(host);
      if (rules !== undefined) await host.run(["iptables-restore", "--wait"], { stdin: rules });
      await forgetManifests(host);
      await unmarkKubeadm(host);
    },
  };
}

async function leftovers(host: Host): Promise<readonly string[]> {
  const found = await Promise.all(LEFT_FILES.map(async (path) => ((await host.info(path)) ? [path] : [])));
  return [...found.flat(), ...(await leftLinks(host))];
}

async function leftLinks(host: Host): Promise<readonly string[]> {
  const present = (await host.list("/sys/class/net")) ?? [];
  return LEFT_LINKS.filter((link) => present.includes(link));
}

/** The rules without Kubernetes'; undefined when there are none of those. */
async function ruleText(host: Host): Promise<string | undefined> {
  if ((await host.info("/usr/sbin/iptables-save")) === undefined) return undefined;
  const rules = (await host.run(["iptables-save"])).split("\n");
  const others = rules.filter((rule) => !LEFT_RULES.test(rule));
  return others.length === rules.length ? undefined : others.join("\n");
}

/** Users' kubeconfigs that are copies of the one that is being removed. */
async function personalCopies(host: Host): Promise<readonly string[]> {
  const admin = await host.read(ADMIN_CONF);
  if (admin === undefined) return [];
  const copies: string[] = [];
  for (const name of (await host.list("/home")) ?? []) {
    const path = `${(await findAccount(host, name))?.home ?? `/home/${name}`}/.kube/config`;
    if ((await host.read(path)) === admin) copies.push(path);
  }
  return copies;
}
