/** An agent for tests: speaks the protocol over an in-memory channel, and has a host of five facts. */
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
  /** Addresses that it says are its own, when they are not that one. */
  readonly claims?: readonly string[];
  /** Subnets of its cables. */
  readonly networks?: readonly (string | HostNetwork)[];
  readonly rackSecret: Buffer;
  /** Default: a fresh one. */
  readonly cardId?: string;
  /** Name on the card. */
  readonly cardName?: string;
  /** What the card was made for; default: a worker's. */
  readonly cardRole?: CardRole;
  /** Name in the greeting when it is not the card's. */
  readonly forgedName?: string;
  readonly keyHash?: string;
  /** What the control plane's init and grant end with. */
  readonly finished?: (kind: "init" | "grant") => Message<"result">["finished"];
  /** Of the cluster that its init makes; default: always the same. */
  readonly caHash?: string;
  /** What its greeting says at first; default: test. */
  readonly version?: string;
  /** In what kind of container it says it runs, "" for none; default: nspawn. */
  readonly container?: string;
  /** Kinds of requests that it does not know, since it is old. */
  readonly lacks?: readonly string[];
  /** Runs in the place of kubeadm. */
  readonly kubeadm?: (command: Frame<"init" | "join" | "reset">) => Promise<void>;
  /** Runs in the place of the steps of a preparation. */
  readonly steps?: () => Promise<void>;
  /** Runs in the place of kubectl; default: access is given at once. */
  readonly kubectl?: () => Promise<void>;
  /** What the packages' repository has; default: nothing. */
  readonly versions?: () => Promise<readonly string[]>;
  /** Runs in the place of the pull; default: there is a mirror at once. */
  readonly fillMirror?: () => Promise<void>;
}

export interface SimulatedAgent {
  readonly keyHash: string;
  /** What it says, whatever it is. */
  serial: string;
  readonly cardId: string;
  /** Every command that came, in order. */
  readonly commands: Frame[];
  /** What arrived of the package that is on its way. */
  received: Buffer;
  version: string;
  adopted: boolean;
  bootId: string;
  /** What its host is in a cluster, and whose CA it has. */
  role: ClusterRole;
  cluster: string;
  /** The next operation of this kind fails with it; with `busy` it is not even begun. */
  failNext: Map<string, AppError>;
  /** What it tells of its steps when it is asked what would change. */
  wouldChange: NonNullable<Message<"result">["steps"]>;
  /** Makes the coordinator's end of a new connection. */
  dial(): Link;
  /** What it says of the cluster's services; undefined: nothing yet. */
  services: ServiceReport | undefined;
  /** Says it, to everybody who follows. */
  report(services: ServiceReport): void;
  /** Ends every connection. */
  unplug(): void;
}

const KEYING = Buffer.alloc(32, 7);
/** Of the control plane: more than one part. */
export const KUBECONFIG = Buffer.alloc(70_000, "# apiVersion: v1\n");

export function simulatedAgent(options: AgentOptions): SimulatedAgent {
  const cardId = options.cardId ?? randomBytes(16).toString("hex");
  const cardName = options.cardName ?? "";
  const secret = cardSecret(options.rackSecret, cardId, { role: options.cardRole ?? "worker", name: cardName });
  const results = new Map<string, Promise<Message<"result">>>();
  const lines = new Set<Channel>();
  /** Of the operation that runs. */
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
      // As the real one: its connections end before it can answer, and the agent of the next ones is another.
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

/** A greeting with nothing in it but what the agent can be asked for. */
export const BARE_GREETING: Frame = { id: 0, kind: "greeting", value: { requests: [...REQUEST_KINDS] } };

/** What the master of a simulated rack serves. */
const SIMULATED_MIRROR = {
  packagesKey: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n",
  certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  registries: ["docker.io", "registry.k8s.io"],
};
