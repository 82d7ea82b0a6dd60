/** The cluster's services that every node must be able to use, and what nodes report about them. Pure. */
import type { RackConfig } from "@rackberry/config";
import type { ContainerWords, ServiceReport, Services } from "@rackberry/protocol";

type Wish = Pick<RackConfig, "serviceSubnet" | "podSubnet" | "network" | "kubeadm">;

/** kubeadm gives the API the first address of the service subnet, and the cluster DNS the tenth. */
export function servicesOf({ serviceSubnet, podSubnet, network, kubeadm }: Wish): Services {
  const hasDns = !kubeadm.skipPhases.some((phase) => phase === "addon" || phase === "addon/coredns");
  return {
    apiAddress: addressIn(serviceSubnet, 1),
    dnsAddress: hasDns ? addressIn(serviceSubnet, 10) : "",
    dnsName: "kubernetes.default.svc.cluster.local",
    network: { kind: network, podSubnet },
  };
}

/** The address at this offset in a subnet, which is large enough: service subnets are at least a /28. */
function addressIn(subnet: string, place: number): string {
  const [base = ""] = subnet.split("/");
  const value = base.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0) + place;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** Container messages that may explain the report `own`: its own node's, and those of CoreDNS wherever it runs. */
export function culpritsOf(own: ServiceReport, others: readonly ServiceReport[]): readonly ContainerWords[] {
  const elsewhere = others.flatMap(({ culprits }) =>
    culprits.filter(({ pod }) => pod.startsWith("kube-system/coredns-")),
  );
  const seen = new Set<string>();
  return [...own.culprits, ...elsewhere].filter(({ pod, container }) => {
    const key = `${pod} ${container}`;
    return !seen.has(key) && seen.add(key);
  });
}
