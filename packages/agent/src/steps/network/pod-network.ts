/**
 * The pod network. flannel: a DaemonSet does everything. direct: one switch connects all nodes, so the standard bridge
 * and host-local plugins and a route to each other node's pods are enough, and no daemon is needed.
 */
import type { PodNetwork } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { KEPT } from "../tools/kept-files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import {
  conflist,
  isMasqueradeRule,
  masqueradeRule,
  type PodRoute,
  ROUTE_PROTOCOL,
  routeChanges,
} from "./direct-network.ts";
import { otherNetworks, putAside } from "./other-networks.ts";

export const CONFLIST = "/etc/cni/net.d/10-rackberry.conflist";

export function podNetwork(network: PodNetwork): Step {
  const direct = network.kind === "direct";
  const wantedRoutes = direct ? network.routes : [];
  // Until the control plane has given this node a subnet, the node stays NotReady, as it should.
  const first = direct ? CONFLIST.slice(CONFLIST.lastIndexOf("/") + 1) : "10-flannel.conflist";
  const wantedConflist = direct && network.nodePodSubnet !== "" ? conflist(network.nodePodSubnet) : undefined;
  return {
    name: "pod-network",
    async check({ host }) {
      const { toSet, toRemove } = routeChanges(await currentRoutes(host), wantedRoutes);
      const present = await host.read(CONFLIST);
      const others = await otherNetworks(host, first);
      return sentenceOf([
        others.length > 0 && `move ${list(others)} of another pod network to ${KEPT}`,
        wantedConflist !== undefined &&
          present !== wantedConflist &&
          `give pods addresses from ${network.nodePodSubnet}`,
        wantedConflist === undefined && present !== undefined && `remove ${CONFLIST}`,
        toSet.length > 0 && `lead ${list(toSet.map((route) => `${route.subnet} to ${route.address}`))}`,
        toRemove.length > 0 && `remove the route to ${list(toRemove.map((route) => route.subnet))}`,
        direct &&
          !(await masquerades(host, network.podSubnet)) &&
          "let pods reach other networks under the node's address",
      ]);
    },
    async apply({ host }) {
      await putAside(
        host,
        (await otherNetworks(host, first)).filter((path) => path !== CONFLIST),
      );
      if (wantedConflist === undefined) await host.remove(CONFLIST);
      else if ((await host.read(CONFLIST)) !== wantedConflist) {
        await host.makeDirectory("/etc/cni/net.d");
        await host.write(CONFLIST, wantedConflist);
      }
      const { toSet, toRemove } = routeChanges(await currentRoutes(host), wantedRoutes);
      for (const { subnet, address } of toSet) {
        await host.run(["ip", "route", "replace", subnet, "via", address, "proto", ROUTE_PROTOCOL]);
      }
      for (const { subnet } of toRemove) await host.run(["ip", "route", "del", subnet, "proto", ROUTE_PROTOCOL]);
      if (direct && !(await masquerades(host, network.podSubnet))) {
        await host.run([
          "iptables",
          "--wait",
          "--table",
          "nat",
          "--append",
          "POSTROUTING",
          ...masqueradeRule(network.podSubnet),
        ]);
      }
    },
  };
}

/** Only routes that an agent made. */
export async function currentRoutes(host: Host): Promise<readonly PodRoute[]> {
  const answer = await host.run(["ip", "-4", "-json", "route", "show", "proto", ROUTE_PROTOCOL]);
  const routes = JSON.parse(answer.trim() || "[]") as { readonly dst?: string; readonly gateway?: string }[];
  return routes.map(({ dst = "", gateway = "" }) => ({ subnet: dst, address: gateway }));
}

async function masquerades(host: Host, podSubnet: string): Promise<boolean> {
  // iptables comes with the kubelet's package: before it there are no pods either.
  if ((await host.info("/usr/sbin/iptables")) === undefined) return true;
  const rules = await host.run(["iptables", "--wait", "--table", "nat", "--list-rules", "POSTROUTING"]);
  return rules.split("\n").some((rule) => isMasqueradeRule(rule, podSubnet));
}
