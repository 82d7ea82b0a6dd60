/** Which of its addresses a node uses in the cluster: in hosts files, kubeadm's configuration and its kubelet. Pure. */
import { grammar } from "@rackberry/protocol";

export interface AddressQuestion {
  /** Of the connection, so no claim can change it. A loopback address is the coordinator's own Pi. */
  readonly remote: string;
  /** Other addresses at which it has proved its key. */
  readonly met: readonly string[];
  /** What its agent reports, the default route's first. */
  readonly addresses: readonly string[];
  /** Of its interfaces, as reported by its agent. */
  readonly networks: readonly Network[];
  /** Addresses of each other node. */
  readonly others: readonly (readonly string[])[];
  /** rack.yaml's nodeSubnet; "" when it has none. */
  readonly wanted: string;
  /** The control plane's network; "" when that is not known. */
  readonly masters: string;
  /** The address that it has used until now. */
  readonly current: string;
  /** The address in certificates and etcd, kept as long as the Pi has it; "" before there is a cluster. */
  readonly fixed: string;
}

interface Network {
  readonly subnet: string;
  /** Name of the interface. */
  readonly what: string;
}

/**
 * A worker uses the address of its connection, or another one at which it was met if that is on the nodes' network: a
 * Pi with Wi-Fi is often discovered over Wi-Fi first. The master's own agent is connected over the loopback, so its
 * address is chosen: on the network that rack.yaml specifies, else on the other nodes' network.
 */
export function nodeAddress(question: AddressQuestion): string | undefined {
  const { remote, addresses, wanted, fixed } = question;
  if (remote !== "" && !remote.startsWith("127.")) return workerAddress(question);
  if (addresses.includes(fixed)) return fixed;
  const inWanted = addresses.filter((address) => wanted !== "" && grammar.isIn(address, wanted));
  const [first] = inWanted.length > 0 ? inWanted : byNeighbours(question);
  return first;
}

function workerAddress(question: AddressQuestion): string {
  const { remote, met, addresses, others, wanted, masters, current } = question;
  // It was met at this address and still has it: a connection over another interface changes nothing.
  const kept = others.some((all) => all.includes(current)) ? [] : [current];
  const own = [remote, ...[...met, ...kept].filter((address) => addresses.includes(address))];
  const network = wanted || masters;
  const good = network === "" ? own : own.filter((address) => grammar.isIn(address, network));
  if (good.includes(current)) return current;
  return good[0] ?? remote;
}

/** Most neighbours first; with equally many, cable comes before Wi-Fi, then the default route's address first. */
function byNeighbours({ addresses, networks, others }: AddressQuestion): readonly string[] {
  const worth = (address: string) => {
    const own = networksOf(address, networks);
    const isNear = (other: string) => own.some(({ subnet }) => grammar.isIn(other, subnet));
    const neighbours = others.filter((all) => all.some(isNear)).length;
    return 2 * neighbours + (own.some(({ what }) => /^wl/.test(what)) ? 0 : 1);
  };
  return [...addresses].sort((a, b) => worth(b) - worth(a));
}

/** A gateway's network is its own address alone (/32). */
const networksOf = (address: string, networks: readonly Network[]): readonly Network[] =>
  networks.filter(({ subnet }) => !subnet.endsWith("/32") && grammar.isIn(address, subnet));

/** The network of a host that contains this address; "" when it is not known. */
export const networkAround = (address: string, networks: readonly Network[]): string =>
  address === "" ? "" : (networksOf(address, networks)[0]?.subnet ?? "");

/** Whether an endpoint, host:port, is on the network that the nodes use among themselves; "" means any. */
export const isOfNodes = (endpoint: string, nodeSubnet: string): boolean =>
  nodeSubnet === "" || grammar.isIn(endpoint.slice(0, endpoint.lastIndexOf(":")), nodeSubnet);
