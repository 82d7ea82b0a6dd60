/**
 * A coordinator's end of authenticated sessions, as a program for the rack's laptop that uses the product's own dialer
 * and connection. It reads one order as JSON on standard input, and writes one answer as JSON on standard output.
 */
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, connect } from "../../packages/coordinator/src/fleet/nodes/connection.ts";
import { tlsDial } from "../../packages/coordinator/src/fleet/nodes/dialer.ts";
import type { Link } from "../../packages/coordinator/src/fleet/nodes/link.ts";
import { tlsIdentity } from "../../packages/coordinator/src/identity.ts";
import { dryRun, guideCommand } from "./commands.ts";
import type { Answer, Order, Target, TasksAnswer } from "./orders.ts";

/** Milliseconds; the same as the coordinator's own heartbeat. */
const HEARTBEAT = 4_000;

interface Session {
  readonly target: Target;
  readonly link: Link;
  readonly connection: Connection;
}

const order = JSON.parse(await text(process.stdin)) as Order;
const begin = performance.now();
const dial = tlsDial(await tlsIdentity(order.key, `${order.key}.crt`));
const sessions = await Promise.all(order.targets.map(open));
const answer = await carryOut(performance.now() - begin);
process.stdout.write(`${JSON.stringify(answer)}\n`);
for (const { connection } of sessions) connection.close();

async function open(target: Target): Promise<Session> {
  const link = await dial(target.endpoint, new AbortController().signal);
  const connection = connect(link.channel);
  const { adopted } = await connection.greeting;
  if (!adopted) throw new Error(`${target.endpoint} is not adopted`);
  link.trust();
  await connection.request({ kind: "welcome", value: { name: target.name } }, "done");
  return { target, link, connection };
}

async function carryOut(connectMs: number): Promise<Answer> {
  switch (order.kind) {
    case "hold":
      return hold();
    case "tasks":
      return tasks(connectMs);
    case "round-trips":
      return { kind: "round-trips", facts: await repeated(facts), ping: await repeated(ping) };
    default:
      return order satisfies never;
  }
}

/**
 * Has the agents go through a whole preparation as a dry run, so that they have loaded and used everything that a
 * working agent does. Then keeps the sessions open, as an idle coordinator does, until it is killed.
 */
async function hold(): Promise<never> {
  for (const { target, connection } of sessions) {
    const { failure } = await connection.request(dryRun(target.name, order.targets), "result");
    if (failure) throw new Error(`${target.name}: ${failure.step}: ${failure.message}`);
  }
  process.stdout.write("held\n");
  for (;;) {
    await sleep(HEARTBEAT);
    for (const { link } of sessions) if (!(await link.alive(HEARTBEAT))) throw new Error("an agent is silent");
  }
}

/** The guide's three tasks on all targets at once. */
async function tasks(connectMs: number): Promise<TasksAnswer> {
  const sent = performance.now();
  const results = await Promise.all(
    sessions.map(async ({ target, connection }) => {
      const result = await connection.request(guideCommand(target.name, order.targets), "result");
      if (result.failure) throw new Error(`${target.name}: ${result.failure.message}`);
      return { changed: result.changed ?? 0, reboots: Boolean(result.rebooting) };
    }),
  );
  return { kind: "tasks", connectMs, ms: performance.now() - sent, results };
}

/** Milliseconds of each call; the calls run one after the other. */
async function repeated(call: () => Promise<unknown>): Promise<number[]> {
  const { warmUp, count } = order as Extract<Order, { kind: "round-trips" }>;
  const sample: number[] = [];
  for (let number = -warmUp; number < count; number++) {
    const sent = performance.now();
    await call();
    if (number >= 0) sample.push(performance.now() - sent);
  }
  return sample;
}

async function facts(): Promise<void> {
  for (const { connection } of sessions) await connection.request({ kind: "getFacts", value: {} }, "facts");
}

async function ping(): Promise<void> {
  for (const { link } of sessions) if (!(await link.alive(HEARTBEAT))) throw new Error("no pong");
}
