/** An agent for tests: speaks the protocol over an in-memory channel, for a host of a few facts. */
import { randomBytes } from "node:crypto";
import {
  AppError,
  type CardRole,
  type Channel,
  ClusterRole,
  cardSecret,
  type Frame,
  type HostNetwork,
  type Message,
  memoryChannel,
  type OperationKind,
  partOf,
  proofOf,
  type ServiceReport,
  sameBytes,
  toFailure,
} from "@rackberry/protocol";
import { REQUEST_KINDS } from "../../domain/too-old.ts";
import type { Link } from "../nodes/link.ts";
import { isOperationKind } from "../work/index.ts";

export interface AgentOptions {
  readonly serial: string;
  readonly address: string;
  /** Addresses that it reports as its own; default: `address`. */
  readonly claims?: readonly string[];
  /** Subnets that it is connected to. */
  readonly networks?: readonly (string | HostNetwork)[];
  readonly rackSecret: Buffer;
  /** Default: a new one. */
  readonly cardId?: string;
  /** Name on the card. */
  readonly cardName?: string;
  /** The role that the card was made for; default: worker. */
  readonly cardRole?: CardRole;
  /** Name in the greeting, if it is not the card's. */
  readonly forgedName?: string;
  readonly keyHash?: string;
  /** Result of the control plane's init and grant. */
  readonly finished?: (kind: "init" | "grant") => Message<"result">["finished"];
  /** CA hash of the cluster that its init creates; default: always the same. */
  readonly caHash?: string;
  /** Version in its first greeting; default: test. */
  readonly version?: string;
  /** Kind of container that it reports to run in, "" for none; default: nspawn. */
  readonly container?: string;
  /** Kinds of requests that it is too old to know. */
  readonly lacks?: readonly string[];
  /** Runs in place of kubeadm. */
  readonly kubeadm?: (command: Frame<"init" | "join" | "reset">) => Promise<void>;
  /** Runs in place of the steps of a preparation. */
  readonly steps?: () => Promise<void>;
  /** Runs in place of kubectl; default: access is granted at once. */
  readonly kubectl?: () => Promise<void>;
  /** Versions in the package repository; default: none. */
  readonly versions?: () => Promise<readonly string[]>;
  /** Runs in place of the pull; default: the mirror is filled at once. */
  readonly fillMirror?: () => Promise<void>;
}

export interface SimulatedAgent {
  readonly keyHash: string;
  /** The serial number that it reports, true or not. */
  serial: string;
  readonly cardId: string;
  /** Every command received, in order. */
  readonly commands: Frame[];
  /** The part of the current package that has arrived. */
  received: Buffer;
  version: string;
  adopted: boolean;
  bootId: string;
  /** Its host's role in a cluster, and the hash of that cluster's CA. */
  role: ClusterRole;
  cluster: string;
  /** The next operation of this kind fails with this error; with `busy` it does not even start. */
  failNext: Map<string, AppError>;
  /** Steps that it reports for a dry run. */
  wouldChange: NonNullable<Message<"result">["steps"]>;
  /** Makes the coordinator's end of a new connection. */
  dial(): Link;
  /** Its report of the cluster's services; undefined: none yet. */
  services: ServiceReport | undefined;
  /** Sends the report to all followers. */
  report(services: ServiceReport): void;
  /** Ends every connection. */
  unplug(): void;
}

const KEYING = Buffer.alloc(32, 7);
/** The control plane's, long enough for more than one part. */
export const KUBECONFIG = Buffer.alloc(70_000, "# apiVersion: v1\n");

export function simulatedAgent(options: AgentOptions): SimulatedAgent {
  const cardId = options.cardId ?? randomBytes(16).toString("hex");
  const cardName = options.cardName ?? "";
  const secret = cardSecret(options.rackSecret, cardId, { role: options.cardRole ?? "worker", name: cardName });
  const results = new Map<string, Promise<Message<"result">>>();
  const lines = new Set<Channel>();
  /** Id of the running operation. */
  let operationId = "";
  /** Channels that follow the services, and the ids of their requests. */
  const followers = new Map<Channel, number>();
  const agent: SimulatedAgent = {
    keyHash: options.keyHash ?? randomBytes(32).toString("hex"),
    serial: options.serial,
    cardId,
    commands: [],
    received: Buffer.alloc(0),
    version: options.version ?? "test",
    adopted: false,
    bootId: randomBytes(4).toString("hex"),
    role: ClusterRole.NO_ROLE,
    cluster: "",
    failNext: new Map(),
    wouldChange: [],
    services: { works: true, sentence: "", culprits: [] },
    report(services) {
      agent.services = services;
      for (const [channel, id] of followers) channel.send(reportFrame(id, services));
    },
    dial() {
      const [near, far] = memoryChannel();
      lines.add(far);
      let open = true;
      void talk(far).finally(() => {
        open = false;
        lines.delete(far);
        followers.delete(far);
      });
      return {
        channel: near,
        keyHash: agent.keyHash,
        remoteAddress: options.address,
        proof: (key, side) => proofOf(key, side, KEYING),
        trust: () => {},
        alive: async () => open,
        terminate: () => near.close(),
      };
    },
    unplug() {
      for (const line of lines) line.close();
    },
  };

  const talk = async (channel: Channel) => {
    channel.send({
      id: 0,
      kind: "greeting",
      value: {
        ...{ protocol: 1, protocolMinimum: 1, agentVersion: agent.version, serial: agent.serial, model: "simulated" },
        ...{ cardId, cardName: options.forgedName ?? cardName, adopted: agent.adopted, bootId: agent.bootId },
        requests: REQUEST_KINDS.filter((kind) => !options.lacks?.includes(kind)),
        cardProof: agent.adopted ? new Uint8Array() : proofOf(secret, "agent", KEYING),
      },
    });
    for await (const frame of channel.frames) void answer(frame, channel);
  };

  const answer = async (frame: Frame, channel: Channel) => {
    agent.commands.push(frame);
    const { id } = frame;
    if (frame.kind === "cancel") {
      if (followers.get(channel) !== id) return;
      followers.delete(channel);
      channel.send({ id, kind: "done", value: {} });
      return;
    }
    if (frame.kind === "followServices" && !agent.failNext.has(frame.kind)) {
      followers.set(channel, id);
      if (agent.services) channel.send(reportFrame(id, agent.services));
      return;
    }
    try {
      if (!agent.adopted && frame.kind !== "adopt") throw new AppError("unauthenticated", "this Pi is not adopted");
      channel.send(await reply(frame));
    } catch (error) {
      channel.send({ id, kind: "failure", value: toFailure(AppError.from(error)) });
      if (!agent.adopted) channel.close();
    }
  };

  const reply = async (frame: Frame): Promise<Frame> => {
    const { id } = frame;
    if (isOperation(frame)) return { id, kind: "result", value: await operation(frame) };
    switch (frame.kind) {
      case "adopt": {
        const proof = proofOf(secret, "coordinator", KEYING);
        if (!sameBytes(frame.value.cardProof ?? new Uint8Array(), proof))
          throw new AppError("unauthenticated", "proof");
        agent.adopted = true;
        return { id, kind: "adopted", value: {} };
      }
      case "welcome":
        return { id, kind: "done", value: {} };
      case "getFacts": {
        const { bootId, role, cluster } = agent;
        const { container = "nspawn" } = options;
        const host = { memoryBytes: 4e9, cgroupVersion: 2, container, architecture: "arm64" };
        return {
          id,
          kind: "facts",
          value: {
            bootId,
            addresses: [...(options.claims ?? [options.address])],
            networks: (options.networks ?? []).map((one) =>
              typeof one === "string" ? { subnet: one, what: "eth0" } : one,
            ),
            ...{ role, cluster },
            operationId,
            ...host,
          },
        };
      }
      case "getVersions": {
        const versions = [...((await options.versions?.()) ?? [])];
        return { id, kind: "versions", value: { versions } };
      }
      case "putBlob": {
        const { offset, data } = frame.value;
        if (Number(offset) === agent.received.length)
          agent.received = Buffer.concat([agent.received, data ?? Buffer.alloc(0)]);
        return { id, kind: "blobState", value: { received: agent.received.length } };
      }
      case "getBlob":
        if (agent.role !== ClusterRole.CONTROL_PLANE) throw new AppError("refused", "this Pi is not the control plane");
        return { id, kind: "blobPart", value: partOf("kubeconfig", KUBECONFIG, Number(frame.value.offset ?? 0)) };
      case "getOperation": {
        const known = results.get(frame.value.operationId ?? "");
        if (!known) throw new AppError("unknown-operation", "never heard of it");
        return { id, kind: "result", value: await known };
      }
      case "followServices": {
        const failure = agent.failNext.get(frame.kind);
        agent.failNext.delete(frame.kind);
        throw failure ?? new AppError("internal", frame.kind);
      }
      default:
        throw new AppError("unimplemented", frame.kind);
    }
  };

  const operation = async (frame: Frame<OperationKind>): Promise<Message<"result">> => {
    const refusal = agent.failNext.get(frame.kind);
    if (refusal?.code === "busy") {
      agent.failNext.delete(frame.kind);
      throw refusal;
    }
    const id = frame.value.operationId ?? "";
    if (!results.has(id) && operationId !== "") throw new AppError("busy", `${operationId} is not over yet`);
    const failed = (error: unknown) => ({ operationId: id, failure: toFailure(AppError.from(error)) });
    const running = results.get(id) ?? run(frame, id).catch(failed);
    results.set(id, running);
    operationId = id;
    return running.finally(() => {
      if (operationId === id) operationId = "";
    });
  };

  const run = async (frame: Frame<OperationKind>, operationId: string): Promise<Message<"result">> => {
    const failure = agent.failNext.get(frame.kind);
    agent.failNext.delete(frame.kind);
    if (failure) return { operationId, failure: toFailure(failure) };
    if (frame.kind === "upgrade") {
      // Like the real agent: its connections end before it can answer, and the new agent answers the next ones.
      agent.version = frame.value.package?.version ?? "";
      agent.received = Buffer.alloc(0);
      agent.unplug();
      return { operationId, finished: {} };
    }
    if (frame.kind === "apply" && frame.value.dryRun) return { operationId, finished: {}, steps: agent.wouldChange };
    if (frame.kind === "mirror") return { operationId, finished: await mirrorOf(frame.value) };
    if (frame.kind === "grant") await options.kubectl?.();
    if (frame.kind === "apply") await options.steps?.();
    if (frame.kind === "init" || frame.kind === "join" || frame.kind === "reset") await options.kubeadm?.(frame);
    if (frame.kind === "init") agent.role = ClusterRole.CONTROL_PLANE;
    if (frame.kind === "join") agent.role = ClusterRole.WORKER;
    if (frame.kind === "reset") Object.assign(agent, { role: ClusterRole.NO_ROLE, cluster: "" });
    const finished = (isMaking(frame.kind) && options.finished?.(frame.kind)) || {};
    if (frame.kind === "init") agent.cluster = finished.cluster?.caHash ?? "";
    return { operationId, finished };
  };
  const mirrorOf = async ({ off }: Message<"mirror">) => {
    if (off) return {};
    await options.fillMirror?.();
    return { mirror: SIMULATED_MIRROR };
  };
  return agent;
}

const isOperation = (frame: Frame): frame is Frame<OperationKind> => isOperationKind(frame.kind);

const isMaking = (kind: OperationKind): kind is "init" | "grant" => kind === "init" || kind === "grant";

const reportFrame = (id: number, { culprits, ...report }: ServiceReport): Frame => ({
  id,
  kind: "serviceReport",
  value: { ...report, culprits: [...culprits] },
});

/** A greeting that contains only the requests that the agent knows. */
export const BARE_GREETING: Frame = { id: 0, kind: "greeting", value: { requests: [...REQUEST_KINDS] } };

/** What the master of a simulated rack serves. */
const SIMULATED_MIRROR = {
  packagesKey: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n",
  certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  registries: ["docker.io", "registry.k8s.io"],
};
