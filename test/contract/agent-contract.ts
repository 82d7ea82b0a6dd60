/**
 * What the coordinator may rely on in an agent, whether it is the real one or the one in the coordinator's own tests.
 */
import assert from "node:assert/strict";
import { ClusterRole, fetchBlob, memorySink, type OperationKind, StepOutcome } from "@rackberry/protocol";
import { sentFrame } from "../../packages/agent/src/operations/testing/sent.ts";
import { REQUEST_KINDS } from "../../packages/coordinator/src/domain/too-old.ts";
import { type CommandOf, type Connection, connect } from "../../packages/coordinator/src/fleet/nodes/connection.ts";
import type { Link } from "../../packages/coordinator/src/fleet/nodes/link.ts";

/** An agent that is ready to be adopted. */
export interface AgentUnderTest {
  readonly serial: string;
  readonly cardId: string;
  /** The values from its card. */
  readonly secret: Buffer;
  dial(): Promise<Link>;
  /** Makes the next kubeadm fail. */
  failKubeadm(): void;
  /** The kubeadm calls that started, in order. */
  readonly kubeadm: readonly string[];
  /** No operation starts its work before the returned function is called. */
  hold(): () => void;
}

interface Case {
  readonly name: string;
  readonly run: (agent: AgentUnderTest) => Promise<void>;
}

const NAME = "node1";

async function open(agent: AgentUnderTest) {
  const link = await agent.dial();
  const connection = connect(link.channel);
  const greeting = await connection.greeting;
  return { link, connection, greeting };
}

/** Adopted, on the connection that adopted it. */
async function adopted(agent: AgentUnderTest): Promise<Connection> {
  const { link, connection } = await open(agent);
  const value = { cardProof: link.proof(agent.secret, "coordinator"), name: NAME };
  await connection.request({ kind: "adopt", value }, "adopted");
  link.trust();
  return connection;
}

/** On a connection other than the one that adopted it. */
async function welcomed(agent: AgentUnderTest): Promise<Connection> {
  const { link, connection } = await open(agent);
  await connection.request({ kind: "welcome", value: { name: NAME } }, "done");
  link.trust();
  return connection;
}

const facts = (connection: Connection) => connection.request({ kind: "getFacts", value: {} }, "facts");

const operate = (connection: Connection, command: CommandOf<OperationKind>) => connection.request(command, "result");

/** Prepares the worker, or the control plane. */
function apply(operationId: string, spec = sentFrame("apply").value.spec): CommandOf<"apply"> {
  return { kind: "apply", value: { ...sentFrame("apply").value, operationId, spec } };
}

const join = (operationId: string): CommandOf<"join"> => ({
  kind: "join",
  value: { ...sentFrame("join").value, operationId },
});

const reset = (operationId: string): CommandOf<"reset"> => ({ kind: "reset", value: { operationId } });

const found = (connection: Connection, operationId: string) =>
  connection.request({ kind: "getOperation", value: { operationId } }, "result");

export const AGENT_CASES: readonly Case[] = [
  {
    name: "it begins with a greeting that says who it is, proves its card, and lists what it can be asked for",
    async run(agent) {
      const { link, greeting } = await open(agent);
      assert.equal(greeting.serial, agent.serial);
      assert.equal(greeting.cardId, agent.cardId);
      assert.equal(greeting.adopted, false);
      assert.notEqual(greeting.bootId, "");
      assert.deepEqual(Buffer.from(greeting.cardProof ?? []), link.proof(agent.secret, "agent"));
      assert.deepEqual([...(greeting.requests ?? [])].sort(), [...REQUEST_KINDS].sort());
    },
  },
  {
    name: "before it is adopted it takes no command, and no welcome",
    async run(agent) {
      const commands: readonly CommandOf[] = [
        { kind: "getFacts", value: {} },
        { kind: "welcome", value: { name: NAME } },
      ];
      for (const command of commands) {
        const { connection } = await open(agent);
        await assert.rejects(connection.request(command, "done"), { code: "unauthenticated" });
        await connection.ended;
      }
    },
  },
  {
    name: "whoever does not know the card's secret adopts nothing",
    async run(agent) {
      const { link, connection } = await open(agent);
      const value = { cardProof: link.proof(Buffer.alloc(32, 9), "coordinator"), name: NAME };
      await assert.rejects(connection.request({ kind: "adopt", value }, "adopted"), { code: "unauthenticated" });
      assert.equal((await open(agent)).greeting.adopted, false);
    },
  },
  {
    name: "once adopted it says so, proves no card any more, and keeps key and boot",
    async run(agent) {
      const before = await open(agent);
      before.connection.close();
      const connection = await adopted(agent);
      assert.equal((await facts(connection)).bootId, before.greeting.bootId);
      connection.close();
      const after = await open(agent);
      assert.equal(after.greeting.adopted, true);
      assert.equal(after.greeting.bootId, before.greeting.bootId);
      assert.equal(after.greeting.cardProof?.length, 0);
      assert.equal(after.link.keyHash, before.link.keyHash);
      await after.connection.request({ kind: "welcome", value: { name: NAME } }, "done");
    },
  },
  {
    name: "an operation runs once for its id, and its result is given again, on another connection too",
    async run(agent) {
      const connection = await adopted(agent);
      await operate(connection, apply("apply-1"));
      const first = await operate(connection, join("join-1"));
      assert.deepEqual([first.operationId, first.failure ?? null], ["join-1", null]);
      assert.ok(first.finished);
      assert.deepEqual(await operate(connection, join("join-1")), first);
      connection.close();
      const later = await welcomed(agent);
      assert.deepEqual(await found(later, "join-1"), first);
      assert.deepEqual(agent.kubeadm, ["join"]);
      await assert.rejects(found(later, "join-2"), { code: "unknown-operation" });
    },
  },
  {
    name: "an operation goes on when its connection is gone, stands in the facts, and no other begins beside it",
    async run(agent) {
      const release = agent.hold();
      const connection = await adopted(agent);
      const given = assert.rejects(operate(connection, apply("apply-1")), { code: "disconnected" });
      while ((await facts(connection)).operationId !== "apply-1");
      connection.close();
      await given;
      const later = await welcomed(agent);
      assert.equal((await facts(later)).operationId, "apply-1");
      await assert.rejects(operate(later, apply("apply-2")), { code: "busy" });
      const result = found(later, "apply-1");
      release();
      assert.ok((await result).finished);
      assert.equal((await facts(later)).operationId, "");
    },
  },
  {
    name: "what fails is a result, given again as it is; under another id it is tried again",
    async run(agent) {
      const connection = await adopted(agent);
      await operate(connection, apply("apply-1"));
      agent.failKubeadm();
      const failed = await operate(connection, join("join-1"));
      assert.equal(failed.finished ?? null, null);
      assert.match(failed.failure?.message ?? "", /kubeadm/);
      assert.deepEqual(await operate(connection, join("join-1")), failed);
      assert.equal((await facts(connection)).role, ClusterRole.NO_ROLE);
      assert.ok((await operate(connection, join("join-2"))).finished);
      assert.equal((await facts(connection)).role, ClusterRole.WORKER);
    },
  },
  {
    name: "a dry run tells what would change",
    async run(agent) {
      const connection = await adopted(agent);
      const { kind, value } = apply("apply-1");
      const { finished, steps } = await operate(connection, { kind, value: { ...value, dryRun: true } });
      assert.ok(finished);
      const would = (steps ?? []).filter(({ outcome }) => outcome === StepOutcome.WOULD_CHANGE);
      assert.ok(would.length > 0);
      for (const { step, sentence } of would) assert.ok(step && sentence);
    },
  },
  {
    name: "init says which cluster it made, grant gives access to it, and the kubeconfig comes in parts; a reset ends all",
    async run(agent) {
      const connection = await adopted(agent);
      const kubeconfig = (offset: number) =>
        connection.request({ kind: "getBlob", value: { kind: "kubeconfig", offset } }, "blobPart");
      await assert.rejects(kubeconfig(0), { code: "refused" });
      const init = sentFrame("init").value;
      await operate(connection, apply("apply-1", init.spec));
      const { finished } = await operate(connection, { kind: "init", value: { ...init, operationId: "init-1" } });
      const { caCertificate, caHash, server } = finished?.cluster ?? {};
      assert.match(caCertificate ?? "", /^-----BEGIN CERTIFICATE-----/);
      assert.match(caHash ?? "", /^sha256:[0-9a-f]{64}$/);
      assert.match(server ?? "", /:\d+$/);
      const grant = { ...sentFrame("grant").value, operationId: "grant-1" };
      assert.ok((await operate(connection, { kind: "grant", value: grant })).finished?.token);
      const { role, cluster } = await facts(connection);
      assert.deepEqual([role, cluster], [ClusterRole.CONTROL_PLANE, caHash]);
      const sink = memorySink();
      await fetchBlob("kubeconfig", kubeconfig, () => sink);
      assert.ok(sink.content.length > 0);
      assert.ok((await operate(connection, reset("reset-1"))).finished);
      assert.equal((await facts(connection)).role, ClusterRole.NO_ROLE);
      assert.deepEqual(agent.kubeadm, ["init", "reset"]);
    },
  },
  {
    name: "services are told at once and until it is enough, and others are served meanwhile",
    async run(agent) {
      const connection = await adopted(agent);
      const stop = new AbortController();
      const heard = Promise.withResolvers<boolean>();
      const services = {
        apiAddress: "10.96.0.1",
        dnsAddress: "10.96.0.10",
        dnsName: "kubernetes.default.svc.cluster.local",
      };
      const network = sentFrame("apply").value.spec?.network;
      const followed = assert.rejects(
        connection.follow(
          { kind: "followServices", value: { ...services, network } },
          ({ works }) => heard.resolve(works === true),
          { signal: stop.signal },
        ),
        /enough/,
      );
      assert.equal(await heard.promise, true);
      stop.abort(new Error("enough"));
      await followed;
      assert.equal((await facts(connection)).operationId, "");
    },
  },
];
