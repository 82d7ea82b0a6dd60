import assert from "node:assert/strict";
import { test } from "node:test";
import { refreshAt } from "./refresh-pace.ts";

/** How often one node is told while `nodes` arrive one after the other, `apart` milliseconds from each other. */
function timesTold(nodes: number, apart: number): number {
  const news = Array.from({ length: nodes }, (_, index) => index * apart);
  let told = Number.NEGATIVE_INFINITY;
  let times = 0;
  for (let since = news[0]; since !== undefined; since = news.find((at) => at > told)) {
    told = refreshAt({ since, told, nodes, joins: false });
    times++;
  }
  return times;
}

test("a node is told no more often in a large rack than in a small one, and of everybody in the end", () => {
  assert.equal(timesTold(30, 300), timesTold(100, 300));
  assert.ok(timesTold(100, 300) <= 7, `${timesTold(100, 300)} times`);
  assert.equal(timesTold(100, 0), 1);
});

test("one Pi that comes alone is known at once, and what comes with it is written with it", () => {
  const alone = { since: 60_000, told: 1_000, nodes: 30, joins: false };
  assert.equal(refreshAt(alone) - alone.since, 150);
});

test("who joins as soon as it knows the control plane does not wait for its turn", () => {
  const joining = { since: 5_000, told: 4_990, nodes: 100, joins: true };
  assert.equal(refreshAt(joining) - joining.since, 150);
});
