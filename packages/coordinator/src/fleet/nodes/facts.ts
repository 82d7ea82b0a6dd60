/** What an agent reports about its host, parsed at the edge. */
import { isIPv4 } from "node:net";
import type { Hardware, NodeRole, Software } from "@rackberry/config";
import { AppError, ClusterRole, grammar, type HostNetwork, type Message, networkOf } from "@rackberry/protocol";
import type { Arrival } from "../../domain/adoption.ts";

export interface Facts {
  readonly bootId: string;
  /** Global IPv4 addresses, most likely node address first. */
  readonly addresses: readonly string[];
  /** As dpkg names it; "" from an agent that does not report it. */
  readonly architecture: string;
  readonly memoryBytes: number;
  /** The host is a container. */
  readonly container: boolean;
  /** 1 or 2. */
  readonly cgroupVersion: number;
  /** The role for which kubeadm init or join succeeded on this host, as the agent reports. */
  readonly role: NodeRole | "none";
  /** Hash of the CA that this host has, as kubeadm writes it; "" when it has none. */
  readonly cluster: string;
  /** The operation that is running; "" when there is none. */
  readonly operationId: string;
  /** The networks of its interfaces, and its gateways. */
  readonly networks: readonly HostNetwork[];
  readonly hardware?: Hardware;
  readonly software?: Software;
}

/** Whether the agent reports that the host is in a cluster, in the role that the node should have. */
export const inCluster = ({ role }: { readonly role: NodeRole }, facts: Facts): boolean => facts.role === role;

const ROLES: { readonly [R in ClusterRole]: Facts["role"] } = {
  [ClusterRole.NO_ROLE]: "none",
  [ClusterRole.WORKER]: "worker",
  [ClusterRole.CONTROL_PLANE]: "control-plane",
};

export function parseFacts(message: Message<"facts">): Facts {
  return {
    bootId: short(message.bootId),
    addresses: (message.addresses ?? []).filter((address) => isIPv4(address)).slice(0, 32),
    architecture: message.architecture ? grammar.architecture(message.architecture) : "",
    // protobufjs gives 64-bit numbers as objects.
    memoryBytes: Number(message.memoryBytes ?? 0),
    container: (message.container ?? "") !== "",
    cgroupVersion: message.cgroupVersion === 1 ? 1 : 2,
    role: ROLES[message.role ?? ClusterRole.NO_ROLE] ?? "none",
    cluster: /^sha256:[0-9a-f]{64}$/.exec(message.cluster ?? "")?.[0] ?? "",
    operationId: message.operationId ? grammar.operationId(message.operationId) : "",
    networks: (message.networks ?? [])
      .slice(0, 32)
      .flatMap(({ subnet, what }) => (subnet && isNetwork(subnet) ? [{ subnet, what: short(what) }] : [])),
    ...(message.hardware && { hardware: parseHardware(message.hardware) }),
    ...(message.software && { software: parseSoftware(message.software) }),
  };
}

/** For display: what an agent reports about itself is taken as true, limited to what fits on a screen. */
function parseHardware({
  processor,
  cores,
  memoryBytes,
  disks,
  ports,
}: NonNullable<Message<"facts">["hardware"]>): Hardware {
  return {
    ...{ processor: short(processor), cores: upTo(1024, cores), memoryBytes: upTo(2 ** 50, memoryBytes) },
    disks: (disks ?? [])
      .slice(0, 8)
      .map(({ name, kind, bytes }) => ({ name: short(name), kind: short(kind), bytes: upTo(2 ** 50, bytes) })),
    ports: (ports ?? []).slice(0, 8).map(({ name, speed }) => ({ name: short(name), speed: upTo(1_000_000, speed) })),
  };
}

const parseSoftware = ({ kernel, kubelet, containerd }: NonNullable<Message<"facts">["software"]>): Software => ({
  ...{ kernel: short(kernel), kubelet: short(kubelet), containerd: short(containerd) },
});

/** 0 for an impossible number. */
function upTo(most: number, value: number | null | undefined): number {
  const number = Number(value ?? 0);
  return number > 0 && number <= most ? number : 0;
}

/** A gateway is a network with a single address. */
function isNetwork(cidr: string): boolean {
  const [address = "", prefix = ""] = cidr.split("/");
  return isIPv4(address) && /^(?:[89]|[12]\d|3[0-2])$/.test(prefix) && networkOf(cidr) === cidr;
}

/** A greeting, with the key that the TLS handshake proved. */
export interface Greeting extends Omit<Arrival, "proof"> {
  readonly model: string;
  readonly agentVersion: string;
  readonly bootId: string;
  /** Empty when the agent holds no card secret. */
  readonly cardProof: Uint8Array;
}

/** Throws `invalid` for a field that does not fit its grammar. */
export function parseGreeting(message: Message<"greeting">, keyHash: string): Greeting {
  const cardProof = message.cardProof ?? new Uint8Array();
  if (cardProof.length !== 0 && cardProof.length !== 32)
    throw new AppError("invalid", "the card proof has the wrong length");
  return {
    keyHash,
    serial: grammar.serial(message.serial),
    model: short(message.model),
    agentVersion: short(message.agentVersion),
    bootId: short(message.bootId),
    protocol: message.protocol ?? 0,
    protocolMinimum: message.protocolMinimum ?? 0,
    cardId: message.cardId ? grammar.cardId(message.cardId) : "",
    cardName: message.cardName ? grammar.label(message.cardName) : "",
    cardProof,
    adopted: message.adopted ?? false,
  };
}

/** Printable ASCII of at most 80 characters. */
const short = (text: string | null | undefined): string => (text ?? "").replace(/[^\x20-\x7e]/g, "").slice(0, 80);
