/** A light node: the real agent on a loopback port, with a recorder in place of its steps and kubeadm. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Recorder } from "@rackberry/coordinator/testing";
import { AppError, type CardRole, cardSecret, newCardId, type StepEvent, StepOutcome } from "@rackberry/protocol";
import type { Perform } from "../../packages/agent/src/executor/operations.ts";
import type { Operation, StepsOperation } from "../../packages/agent/src/operations/index.ts";
import { startAgentOnLoopback } from "../../packages/agent/src/testing/whole-agent.ts";
import { type LightRepository, lightApt } from "./light-repository.ts";
import { rootedHost } from "./rooted-host.ts";
import { worksAlways } from "./works-always.ts";

/** The commands that a light node supports. */
const KNOWN = ["apply", "grant", "init", "join"] as const;

const isKnown = (operation: StepsOperation): operation is Operation<(typeof KNOWN)[number]> =>
  KNOWN.some((kind) => kind === operation.kind);

export interface LightAgentOptions {
  readonly serial: string;
  /** The address that it reports. */
  readonly address: string;
  readonly pin: string;
  readonly rackSecret: Buffer;
  /** The role for which the card was made. */
  readonly cardRole: CardRole;
  /** Name on the card. */
  readonly cardName?: string;
  readonly recorder: Recorder;
  readonly repository: LightRepository;
}

export interface LightAgent {
  readonly serial: string;
  /** Where it listens: 127.0.0.1:port. */
  readonly endpoint: string;
  /** The kubeadm runs that began, in order. */
  readonly kubeadm: readonly ("init" | "join" | "reset")[];
  /** The most kubeadm runs at the same time on this node. */
  readonly mostAtOnce: number;
  /** Names in its hosts file. */
  readonly hosts: readonly string[];
  /** How often its hosts file was written. */
  readonly hostsWritten: number;
  /** Steps that changed something. */
  readonly changed: number;
  /** All versions of Kubernetes that its specs have named. */
  readonly kubernetes: ReadonlySet<string>;
  /** How often it queried the repository. */
  readonly asked: number;
  close(): Promise<void>;
}

const CA_HASH = `sha256:${"a".repeat(64)}`;
/** Milliseconds that a step and a kubeadm run take here. */
const STEP = 20;
const KUBEADM = 60;

export async function startLightAgent(options: LightAgentOptions): Promise<LightAgent> {
  const root = await mkdtemp(join(tmpdir(), "light-"));
  const cardId = newCardId();
  const { pin, cardName: name } = options;
  const secret = cardSecret(options.rackSecret, cardId, { role: options.cardRole, name }).toString("hex");
  const card = { version: 1, rack: "light", pin, cardId, name, cardSecret: secret };
  const files = {
    "/boot/firmware/rackberry/card.json": JSON.stringify(card),
    "/proc/device-tree/serial-number": `${options.serial}\0`,
    "/proc/device-tree/model": "Light node\0",
    "/proc/sys/kernel/random/boot_id": `${randomUUID()}\n`,
    "/proc/meminfo": "MemTotal:        3884396 kB\n",
    "/sys/fs/cgroup/cgroup.controllers": "cpu memory pids\n",
  };
  const record = {
    ...{ kubeadm: [] as ("init" | "join" | "reset")[], running: 0, mostAtOnce: 0, hosts: [""], changed: 0 },
    ...{ kubernetes: new Set<string>(), asked: 0, hostsWritten: 0 },
  };
  const host = await rootedHost(root, files, (argv, files) =>
    lightApt(options.repository, files, () => record.asked++)(argv),
  );
  record.hosts = [];
  const kubeadm = async (kind: "init" | "join" | "reset", work = async () => {}) => {
    record.kubeadm.push(kind);
    record.mostAtOnce = Math.max(record.mostAtOnce, ++record.running);
    await sleep(KUBEADM);
    await work();
    record.running--;
  };
  const mark = (phase: string, role: string) =>
    host.write("/var/lib/pi-agent/kubeadm.json", `${JSON.stringify({ phase, role })}\n`);

  const perform: Perform<StepsOperation> = async (operation, reporter) => {
    const steps: StepEvent[] = [];
    const step = async (name: string, isDone: boolean, work: () => Promise<unknown>) => {
      if (!isDone) await work();
      const outcome = isDone ? StepOutcome.OK : StepOutcome.CHANGED;
      if (!isDone) record.changed++;
      const event = { step: name, outcome, durationMs: 1, sentence: "", atMs: Date.now(), toolMs: 0 };
      steps.push(event);
      reporter.step(event);
    };
    const { recorder } = options;
    if (!isKnown(operation)) {
      throw new AppError("unimplemented", `a light node knows no ${operation.kind}`);
    }
    if (operation.kind === "grant") return { outcome: "finished", steps, token: recorder.access.token };
    const { spec } = operation;
    record.kubernetes.add(spec.kubernetesVersion);
    if (operation.kind === "apply") {
      const names = spec.hosts.map((one) => `${one.name} ${one.address}`);
      await step("hosts", names.join() === record.hosts.join(), async () => {
        await sleep(STEP);
        record.hosts = names;
        record.hostsWritten++;
      });
      return { outcome: "finished", steps };
    }
    const finished = (await host.read("/var/lib/pi-agent/kubeadm.json")) !== undefined;
    if (operation.kind === "init") {
      await step("kubeadm-init", finished, async () => {
        await kubeadm("init");
        recorder.makeTokens(operation.kubeadmConfig);
        await host.makeDirectory("/etc/kubernetes");
        await host.write("/etc/kubernetes/admin.conf", "admin");
        await mark("finished", "control-plane");
      });
      recorder.setNode(spec.name, true);
      const { ca: caCertificate, server } = recorder.access;
      return { outcome: "finished", steps, cluster: { caCertificate, caHash: CA_HASH, server } };
    }
    const token = /"tlsBootstrapToken": "([a-z0-9]{6})\.[a-z0-9]{16}"/.exec(operation.kubeadmConfig)?.[1] ?? "";
    await step("kubeadm-join", finished, async () => {
      if (!record.hosts.some((line) => line.startsWith("master1 ")))
        throw new AppError("command-failed", "no such host: master1");
      if (!recorder.tokens.has(token)) throw new AppError("command-failed", "token is unknown");
      await kubeadm("join", () => recorder.bootstrap(token, spec.name));
      await host.makeDirectory("/etc/kubernetes");
      await host.write("/etc/kubernetes/kubelet.conf", "kubelet");
      await mark("finished", "worker");
    });
    recorder.setNode(spec.name, true);
    return { outcome: "finished", steps };
  };

  const { port, stop } = await startAgentOnLoopback({
    ...{ version: "light", host, perform, followServices: worksAlways },
    interfaces: () => ({ eth0: [{ address: options.address, family: "IPv4", internal: false }] }) as never,
  });
  return {
    serial: options.serial,
    endpoint: `127.0.0.1:${port}`,
    kubeadm: record.kubeadm,
    get mostAtOnce() {
      return record.mostAtOnce;
    },
    get hosts() {
      return record.hosts.map((line) => line.split(" ")[0] ?? "").sort();
    },
    get hostsWritten() {
      return record.hostsWritten;
    },
    get changed() {
      return record.changed;
    },
    kubernetes: record.kubernetes,
    get asked() {
      return record.asked;
    },
    async close() {
      await stop();
      // An abandoned operation may still write its record.
      await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
