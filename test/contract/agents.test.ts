/** The agent in the coordinator's tests behaves like the real one, which runs here in full on a simulated Pi. */
import { test } from "node:test";
import { SimulatedPi } from "@rackberry/agent/testing";
import { AppError, cardSecret, newCardId, StepOutcome } from "@rackberry/protocol";
import { performSteps } from "../../packages/agent/src/executor/perform.ts";
import { systemClock } from "../../packages/agent/src/host/system-clock.ts";
import { party } from "../../packages/agent/src/session/testing/loopback.ts";
import { startAgentOnLoopback } from "../../packages/agent/src/testing/whole-agent.ts";
import { tlsDial } from "../../packages/coordinator/src/fleet/nodes/dialer.ts";
import { simulatedAgent } from "../../packages/coordinator/src/fleet/testing/simulated-agent.ts";
import { worksAlways } from "../light/works-always.ts";
import { AGENT_CASES, type AgentUnderTest } from "./agent-contract.ts";

const RACK_SECRET = Buffer.alloc(32, 1);
const SERIAL = "10000000abcdef01";

/** What the work waits for, and which kubeadm fails. */
function workshop() {
  const kubeadm: string[] = [];
  let fails = false;
  let gate = Promise.resolve();
  return {
    kubeadm,
    /** Whether this call fails. */
    begins(kind: string): boolean {
      kubeadm.push(kind);
      const failing = fails;
      fails = false;
      return failing;
    },
    free: () => gate,
    failKubeadm() {
      fails = true;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

type Adapter = (run: (agent: AgentUnderTest) => Promise<void>) => Promise<void>;

const simulated: Adapter = async (run) => {
  const work = workshop();
  const caCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  const cluster = { caCertificate, caHash: `sha256:${"c".repeat(64)}`, server: "api.kube.local:6443" };
  const agent = simulatedAgent({
    serial: SERIAL,
    address: "10.0.0.1",
    rackSecret: RACK_SECRET,
    finished: (kind) => (kind === "init" ? { cluster } : { token: "token" }),
    steps: work.free,
    kubeadm: async ({ kind }) => {
      await work.free();
      if (work.begins(kind)) throw new AppError("command-failed", "kubeadm exited 1");
    },
  });
  agent.wouldChange = [{ step: "swap", outcome: StepOutcome.WOULD_CHANGE, sentence: "turn swap off" }];
  const secret = cardSecret(RACK_SECRET, agent.cardId, { role: "worker" });
  try {
    await run({ ...work, serial: SERIAL, cardId: agent.cardId, secret, dial: async () => agent.dial() });
  } finally {
    agent.unplug();
  }
};

const real: Adapter = async (run) => {
  const coordinator = party();
  const cardId = newCardId();
  const secret = cardSecret(RACK_SECRET, cardId, { role: "worker" });
  const card = { version: 1, rack: "test", pin: coordinator.hash, cardId, cardSecret: secret.toString("hex") };
  const work = workshop();
  const pi = new SimulatedPi({
    serial: SERIAL,
    cmdline: "root=PARTUUID=1 rootwait cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory\n",
    files: { "/boot/firmware/rackberry/card.json": JSON.stringify(card) },
    unit: ([program, verb = ""]) =>
      program === "kubeadm" && work.begins(verb) ? { exit: 1, lines: ["error: it did not work"] } : {},
  });
  const steps = performSteps(pi, systemClock);
  const { port, signal, stop } = await startAgentOnLoopback({
    host: pi,
    async perform(operation, reporter, signal, ended) {
      await work.free();
      return steps(operation, reporter, signal, ended);
    },
    followServices: worksAlways,
  });
  const dial = tlsDial({ key: coordinator.key, cert: coordinator.certificate });
  try {
    await run({ ...work, serial: SERIAL, cardId, secret, dial: () => dial(`127.0.0.1:${port}`, signal) });
  } finally {
    await stop();
  }
};

for (const { name, run } of AGENT_CASES) {
  test(`the real agent: ${name}`, () => real(run));
  test(`the simulated agent: ${name}`, () => simulated(run));
}
