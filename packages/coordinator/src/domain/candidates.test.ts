import assert from "node:assert/strict";
import { test } from "node:test";
import { candidates, type Ending } from "./candidates.ts";

/** A table whose time is set by hand. `reach` says who accepts connections. */
function simulate({ reach, agent = "" }: { readonly reach?: (endpoint: string) => boolean; readonly agent?: string }) {
  const table = candidates();
  const world = { now: 0, met: undefined as number | undefined, most: 0, dials: 0 };
  const running = new Map<string, number>();
  const end = (endpoint: string, ending: Ending) => {
    running.delete(endpoint);
    table.ended(endpoint, ending, world.now);
  };
  return {
    table,
    world,
    running,
    /** What the coordinator does in a millisecond. */
    tick() {
      for (let one = table.next(world.now); one; one = table.next(world.now)) {
        running.set(one.endpoint, world.now);
        world.dials++;
        if (one.endpoint === agent || reach?.(one.endpoint)) table.progress(one.endpoint, "reached");
        if (one.endpoint === agent) {
          world.met ??= world.now;
          running.delete(agent);
          table.remove(agent);
        }
      }
      world.most = Math.max(world.most, running.size);
      const late = table.overdue(world.now);
      if (late) end(late, reach?.(late) ? "silent" : "unreachable");
      // Without anybody waiting a dial ends with its own deadline.
      for (const [endpoint, since] of running) {
        if (world.now - since >= 5_000) end(endpoint, reach?.(endpoint) ? "silent" : "unreachable");
      }
      world.now++;
    },
  };
}

const AGENT = "10.0.0.5:7440";

test("an endpoint is dialled once it was announced, and one of a host at a time", () => {
  const { table, tick, running } = simulate({});
  for (const port of [7440, 8_001, 8_002]) table.announce(`10.0.0.66:${port}`, 0);
  table.announce("10.0.0.67:7440", 0);
  tick();
  assert.deepEqual([...running.keys()], ["10.0.0.66:7440", "10.0.0.67:7440"]);
});

test("who comes while there is room is met in order of arrival", () => {
  const table = candidates();
  for (const host of [3, 1, 2]) table.announce(`10.0.0.${host}:7440`, 0);
  const order = [table.next(0), table.next(0), table.next(0), table.next(0)].map((one) => one?.endpoint);
  assert.deepEqual(order, ["10.0.0.3:7440", "10.0.0.1:7440", "10.0.0.2:7440", undefined]);
});

test("among 250 hosts that accept connections and say nothing, a new agent is met", () => {
  const { table, tick, world } = simulate({ reach: () => true, agent: AGENT });
  while (world.now < 10_000) {
    const host = world.now % 250;
    for (const port of [7440, 8_001, 8_002, 8_003]) table.announce(`10.0.1.${host}:${port}`, world.now);
    if (world.now >= 3_000 && world.now % 1_000 === 0) table.announce(AGENT, world.now);
    tick();
  }
  assert.ok(world.met !== undefined && world.met < 5_000, `${world.met}`);
  assert.ok(world.most <= 16, `${world.most}`);
});

test("among forged announcements of hosts that nobody has, 400 a second and each another, a new agent is met", () => {
  const { table, tick, world } = simulate({ agent: AGENT });
  for (let forged = 0; world.now < 10_000; tick()) {
    if (world.now % 5 < 2) {
      table.announce(`10.${20 + (forged >> 16)}.${(forged >> 8) & 255}.${forged & 255}:7440`, world.now);
      forged++;
    }
    if (world.now >= 3_000 && world.now % 1_000 === 0) table.announce(AGENT, world.now);
  }
  assert.ok(world.met !== undefined && world.met < 5_500, `${world.met}`);
  assert.ok(world.most <= 16, `${world.most}`);
  assert.ok(table.size <= 1_024);
});

test("an agent whose address was announced before it came is met soon after", () => {
  const { table, tick, world } = simulate({ agent: AGENT });
  const isThere = () => world.now > 60_000;
  while (world.now < 70_000 && world.met === undefined) {
    const host = world.now % 254;
    if (isThere() || `10.0.0.${host}:7440` !== AGENT) table.announce(`10.0.0.${host}:7440`, world.now);
    else if (world.now < 59_000) {
      // Dialled when nobody is there, again and again.
      table.announce(AGENT, world.now);
      table.ended(AGENT, "unreachable", world.now);
    }
    tick();
  }
  assert.ok(world.met !== undefined && world.met < 65_000, `${world.met}`);
});

test("who is there and no agent of ours waits longer and longer, and who sends nonsense minutes", () => {
  const table = candidates();
  const waits = (ending: Ending, times: number) => {
    const endpoint = `10.0.0.9:${times + 8_000}`;
    let now = 0;
    table.announce(endpoint, now);
    for (let index = 0; index < times; index++) {
      now = nextDial(table, endpoint, now);
      table.ended(endpoint, ending, now);
    }
    table.announce(endpoint, now + 1);
    const wait = nextDial(table, endpoint, now) - now;
    table.remove(endpoint);
    return wait;
  };
  assert.deepEqual([waits("silent", 1), waits("silent", 4), waits("silent", 40)], [1_000, 8_000, 300_000]);
  assert.deepEqual([waits("wrong", 1), waits("wrong", 40)], [120_000, 600_000]);
  assert.deepEqual([waits("unreachable", 1), waits("unreachable", 40)], [1_000, 2_000]);
});

/** The moment from `now` on at which an endpoint is dialled. */
function nextDial(table: ReturnType<typeof candidates>, endpoint: string, now: number): number {
  for (let at = now; ; at += 1_000) {
    const one = table.next(at);
    if (one?.endpoint === endpoint) return at;
    table.announce(endpoint, at);
  }
}

test("a newcomer takes the place of whom nobody found the longest, not of those who answered wrongly", () => {
  const table = candidates();
  for (let index = 0; index < 1_024; index++) {
    const endpoint = `10.1.${index >> 8}.${index & 255}:7440`;
    table.announce(endpoint, 0);
    if (index < 16) assert.ok(table.next(0));
    if (index < 8) table.ended(endpoint, "wrong", 1);
    else if (index < 16) table.ended(endpoint, "unreachable", 16 - index);
  }
  const forgotten = [1, 2, 3].map((host) => table.announce(`10.2.0.${host}:7440`, 20)?.endpoint);
  assert.deepEqual(forgotten, ["10.1.0.15:7440", "10.1.0.14:7440", "10.1.0.13:7440"]);
  assert.equal(table.size, 1_024);
});

test("whom nobody announces any more is forgotten after some failures, and an agent that is not let in is not", () => {
  const table = candidates();
  let now = 0;
  for (const endpoint of ["10.0.0.1:7440", "10.0.0.2:7440"]) table.announce(endpoint, now);
  for (let round = 0; round < 7; round++) {
    now += 30_000;
    while (table.next(now));
    table.ended("10.0.0.1:7440", "unreachable", now);
    table.ended("10.0.0.2:7440", "refused", now);
  }
  const forgotten = table.forget(now + 30_000).map(({ endpoint }) => endpoint);
  assert.deepEqual(forgotten, ["10.0.0.1:7440"]);
});

test("who is being judged does not make way", () => {
  const table = candidates();
  for (let host = 0; host < 17; host++) table.announce(`10.0.0.${host}:7440`, 0);
  const dialled = Array.from({ length: 16 }, () => table.next(0)?.endpoint ?? "");
  assert.equal(table.overdue(99), undefined);
  assert.ok(table.overdue(100));
  for (const endpoint of dialled) table.progress(endpoint, "reached");
  assert.equal(table.overdue(199), undefined);
  assert.ok(table.overdue(200));
  for (const endpoint of dialled) table.progress(endpoint, "greeted");
  assert.equal(table.overdue(60_000), undefined);
});
