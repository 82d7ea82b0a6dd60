/** Checks across several values of rack.yaml. */
import { grammar } from "@rackberry/protocol";
import { tooOld } from "./kubernetes-version.ts";
import type { RackConfig } from "./rack-config.ts";
import type { Section } from "./section.ts";
import { prefixOf, tooManyNodes, unusable } from "./subnets.ts";

/** Kubernetes gives every node a /24 of the pod subnet, and accepts service subnets with at most 20 host bits. */
export function checkSubnets({ podSubnet, serviceSubnet, nodes }: RackConfig, root: Section): void {
  for (const [key, subnet] of Object.entries({ podSubnet, serviceSubnet })) {
    const why = unusable(subnet);
    if (why) root.problem(key, why);
  }
  const crowded = tooManyNodes(podSubnet, nodes.length);
  if (prefixOf(podSubnet) > 23) {
    root.problem("podSubnet", `${podSubnet} has no room for two nodes: each takes a /24, so /23 or larger`);
  } else if (crowded) root.problem("podSubnet", crowded);
  if (prefixOf(serviceSubnet) < 12 || prefixOf(serviceSubnet) > 28) {
    root.problem("serviceSubnet", `${serviceSubnet} has a size that Kubernetes does not accept: /12 to /28`);
  }
  if (grammar.overlap(podSubnet, serviceSubnet)) {
    root.problem("podSubnet", `${podSubnet} overlaps serviceSubnet ${serviceSubnet}: choose two that do not overlap`);
  }
}

/** The nodes' addresses must not be in the pods' or services' ranges. */
export function checkNodeNetworks(config: RackConfig, root: Section, sections: readonly Section[]): void {
  const { nodeSubnet, podSubnet, serviceSubnet, nodes } = config;
  const why = nodeSubnet && unusable(nodeSubnet);
  if (why) root.problem("nodeSubnet", why);
  for (const [key, range] of Object.entries({ podSubnet, serviceSubnet })) {
    if (nodeSubnet && grammar.overlap(nodeSubnet, range))
      root.problem("nodeSubnet", `${nodeSubnet} overlaps ${key} ${range}: choose another ${key}`);
    for (const [index, { address }] of nodes.entries()) {
      if (address && grammar.isIn(address, range))
        sections[index]?.problem("address", `${address} is in ${key} ${range}: choose another ${key}`);
    }
  }
  for (const [index, { address }] of nodes.entries()) {
    if (address && nodeSubnet && !grammar.isIn(address, nodeSubnet))
      sections[index]?.problem("address", `${address} is not in nodeSubnet ${nodeSubnet}: one of them is wrong`);
  }
}

/** Which versions work depends on where their packages come from. */
export function checkVersion({ kubernetes, packages }: RackConfig, root: Section): void {
  const isCommunity = /^https?:\/\/pkgs\.k8s\.io\//.test(packages.url);
  const problem = tooOld(kubernetes, isCommunity ? "community" : "own");
  if (problem) root.problem("kubernetes", problem);
}

/** Without https, only a signing key says who made the packages. */
export function checkPackages({ packages }: RackConfig, section: Section): void {
  if (!packages.url.startsWith("https://") && !packages.key) {
    section.problem("url", "not https, so packages.key must name the signing key's file beside rack.yaml");
  }
}

export function checkNodes({ nodes }: RackConfig, sections: readonly Section[]): void {
  const firsts = {
    serial: new Map<string, number>(),
    name: new Map<string, number>(),
    address: new Map<string, number>(),
  };
  sections.forEach((section, index) => {
    if (!section.has("serial")) section.problem("serial", "is missing: every entry of nodes needs a serial number");
    for (const key of ["serial", "name", "address"] as const) {
      const value = nodes[index]?.[key];
      if (!value) continue;
      const first = firsts[key].get(value);
      if (first === undefined) firsts[key].set(value, index);
      else section.problem(key, `${value} is already nodes[${first}].${key}`);
    }
  });
  const hasPlane = nodes.some((node) => node.role === "control-plane");
  for (const [index, { name, role }] of nodes.entries()) {
    // Without a role, it may be the master's own Pi, which has such a name.
    const isWorker = role === "worker" && (hasPlane || sections[index]?.has("role"));
    if (!isWorker || !/^master\d+$/.test(name)) continue;
    sections[index]?.problem("name", `${name} is the name of a control plane, and this is a worker: choose another`);
  }
  const planes = nodes.flatMap((node, index) => (node.role === "control-plane" ? index : []));
  for (const index of planes.slice(1)) {
    sections[index]?.problem("role", `nodes[${planes[0]}] is already the control plane, and only one can be set up`);
  }
}
