/** What must hold between the values of rack.yaml. */
import { grammar } from "@rackberry/protocol";
import { tooOld } from "./kubernetes-version.ts";
import type { RackConfig } from "./rack-config.ts";
import type { Section } from "./section.ts";

const prefix = (subnet: string) => Number(subnet.split("/")[1]);

/** Kubernetes gives every node a /24 of the pod subnet, and takes service subnets of at most 20 bits. */
export function checkSubnets({ podSubnet, serviceSubnet }: RackConfig, root: Section): void {
  if (prefix(podSubnet) > 23) {
    root.problem("podSubnet", `${podSubnet} has no room for two nodes: each takes a /24, so /23 or larger`);
  }
  if (prefix(serviceSubnet) < 12 || prefix(serviceSubnet) > 28) {
    root.problem("serviceSubnet", `${serviceSubnet} is not what Kubernetes takes: /12 to /28`);
  }
  if (grammar.overlap(podSubnet, serviceSubnet)) {
    root.problem("podSubnet", `${podSubnet} overlaps serviceSubnet ${serviceSubnet}: choose two that share no address`);
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
  const firstWith = (index: number, key: "serial" | "name") =>
    nodes.findIndex((node) => node[key] !== "" && node[key] === nodes[index]?.[key]);
  sections.forEach((section, index) => {
    if (!nodes[index]?.serial) section.problem("serial", "is missing: every entry of nodes needs a serial number");
    for (const key of ["serial", "name"] as const) {
      const first = firstWith(index, key);
      if (first >= 0 && first < index) section.problem(key, `${nodes[index]?.[key]} is nodes[${first}].${key} already`);
    }
  });
  const planes = nodes.flatMap((node, index) => (node.role === "control-plane" ? index : []));
  for (const index of planes.slice(1)) {
    sections[index]?.problem("role", `nodes[${planes[0]}] is the control-plane already, and one is all that is set up`);
  }
}
