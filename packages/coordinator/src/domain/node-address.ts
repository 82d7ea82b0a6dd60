/** Which of its addresses a node has in the cluster: in hosts files, kubeadm's configuration, and for its kubelet. Pure. */
import { grammar } from "@rackberry/protocol";

export interface AddressQuestion {
  /** Of the connection: what somebody else's claims cannot change. A loopback address is the coordinator's own Pi. */
  readonly remote: string;
  /** What its agent says, the default route's first. */
  readonly addresses: readonly string[];
  /** Of its cables, as its agent says. */
  readonly networks: readonly { readonly subnet: string }[];
  /** Addresses of the other nodes. */
  readonly others: readonly string[];
  /** rack.yaml's nodeSubnet; "" when it says none. */
  readonly wanted: string;
  /** The one that it has until now. */
  readonly current: string;
  /** Its address is in certificates and in etcd: another network is no reason to change it. */
  readonly isFixed: boolean;
}

/**
 * The master's own agent is connected over the loopback, so its address is chosen: on the network that rack.yaml says, else
 * where the other nodes are, else by the default route, which a Pi with Wi-Fi has to the house and not to its switch.
 */
export function nodeAddress(question: AddressQuestion): string | undefined {
  const { remote, addresses, wanted, current, isFixed } = question;
  if (remote !== "" && !remote.startsWith("127.")) return remote;
  if (isFixed && addresses.includes(current)) return current;
  const inWanted = addresses.filter((address) => wanted !== "" && grammar.isIn(address, wanted));
  const [first] = inWanted.length > 0 ? inWanted : byNeighbours(question);
  return first;
}

function byNeighbours({ addresses, networks, others }: AddressQuestion): readonly string[] {
  const neighbours = (address: string) => {
    const own = networks.filter(({ subnet }) => !subnet.endsWith("/32") && grammar.isIn(address, subnet));
    return others.filter((other) => own.some(({ subnet }) => grammar.isIn(other, subnet))).length;
  };
  return [...addresses].sort((a, b) => neighbours(b) - neighbours(a));
}

/** Whether an endpoint, host:port, is on the network on which the nodes talk to each other; "" is any. */
export const isOfNodes = (endpoint: string, nodeSubnet: string): boolean =>
  nodeSubnet === "" || grammar.isIn(endpoint.slice(0, endpoint.lastIndexOf(":")), nodeSubnet);
