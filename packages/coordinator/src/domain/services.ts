/** The cluster's services as every node must be able to use them, and what nodes say of them. Pure. */
import type { RackConfig } from "@rackberry/config";
import type { ContainerWords, ServiceReport, Services } from "@rackberry/protocol";

type Wish = Pick<RackConfig, "serviceSubnet" | "podSubnet" | "network" | "kubeadm">;

/** What kubeadm makes of the service subnet: its first address is the API's, the tenth the cluster DNS's. */
export function servicesOf({ serviceSubnet, podSubnet, network, kubeadm }: Wish): Services {
  const hasDns = !kubeadm.skipPhases.some((phase) => phase === "addon" || phase === "addon/coredns");
  return {
    apiAddress: addressIn(serviceSubnet, 1),
    dnsAddress: hasDns ? addressIn(serviceSubnet, 10) : "",
    dnsName: "kubernetes.default.svc.cluster.local",
    network: { kind: network, podSubnet },
  };
}

/** The address so far from the beginning of a subnet, which has room for it: service subnets are /28 at least. */
function addressIn(subnet: string, place: number): string {
  const [base = ""] = subnet.split("/");
  const value = base.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0) + place;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** Words that explain what `own` says: its node's, and those of CoreDNS wherever it runs. */
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
