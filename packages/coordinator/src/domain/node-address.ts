/** Which of its addresses a node has in the cluster: in hosts files, kubeadm's configuration, and for its kubelet. Pure. */
import { grammar } from "@rackberry/protocol";

export interface AddressQuestion {
  /** Of the connection: what somebody else's claims cannot change. A loopback address is the coordinator's own Pi. */
  readonly remote: string;
  /** Others at which it has shown its key. */
  readonly met: readonly string[];
  /** What its agent says, the default route's first. */
  readonly addresses: readonly string[];
  /** Of its cables, as its agent says. */
  readonly networks: readonly Network[];
  /** Addresses of each other node. */
  readonly others: readonly (readonly string[])[];
  /** rack.yaml's nodeSubnet; "" when it says none. */
  readonly wanted: string;
  /** The network on which the control plane is; "" when that is not known. */
  readonly masters: string;
  /** The one that it has until now. */
  readonly current: string;
  /** The one that is in certificates and in etcd, which nothing changes while the Pi has it; "" before there is a cluster. */
  readonly fixed: string;
}

interface Network {
  readonly subnet: string;
  /** Name of the interface. */
  readonly what: string;
}

/**
 * A worker has the address of its connection, or another one at which it was met, if that is on the network of the nodes: a
 * Pi with Wi-Fi is often heard there first. The master's own agent is connected over the loopback, so its address is
 * chosen: on the network that rack.yaml says, else where the other nodes are.
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
  // It was met there once, and still has it: a connection over its other cable changes nothing.
  const kept = others.some((all) => all.includes(current)) ? [] : [current];
  const own = [remote, ...[...met, ...kept].filter((address) => addresses.includes(address))];
  const network = wanted || masters;
  const good = network === "" ? own : own.filter((address) => grammar.isIn(address, network));
  if (good.includes(current)) return current;
  return good[0] ?? remote;
}

/** With as many neighbours on both, a cable goes before Wi-Fi, and then the default route's. */
function byNeighbours({ addresses, networks, others }: AddressQuestion): readonly string[] {
  const worth = (address: string) => {
    const own = networksOf(address, networks);
    const isNear = (other: string) => own.some(({ subnet }) => grammar.isIn(other, subnet));
    const neighbours = others.filter((all) => all.some(isNear)).length;
    return 2 * neighbours + (own.some(({ what }) => /^wl/.test(what)) ? 0 : 1);
  };
  return [...addresses].sort((a, b) => worth(b) - worth(a));
}

/** A gateway's is its own address alone. */
const networksOf = (address: string, networks: readonly Network[]): readonly Network[] =>
  networks.filter(({ subnet }) => !subnet.endsWith("/32") && grammar.isIn(address, subnet));

/** The network of a host on which this address of it is; "" when it does not say. */
export const networkAround = (address: string, networks: readonly Network[]): string =>
  address === "" ? "" : (networksOf(address, networks)[0]?.subnet ?? "");

/** Whether an endpoint, host:port, is on the network on which the nodes talk to each other; "" is any. */
export const isOfNodes = (endpoint: string, nodeSubnet: string): boolean =>
  nodeSubnet === "" || grammar.isIn(endpoint.slice(0, endpoint.lastIndexOf(":")), nodeSubnet);
