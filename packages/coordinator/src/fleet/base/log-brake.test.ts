import assert from "node:assert/strict";
import { test } from "node:test";
import { journal } from "./log.ts";
import { braked } from "./log-brake.ts";

function setUp() {
  const lines: string[] = [];
  let now = 0;
  const log = braked(
    journal((line) => lines.push(line)),
    () => now,
  );
  const wait = (ms: number) => {
    now += ms;
  };
  return { log, lines, wait };
}

test("a node that comes and goes all day fills no journal, and its other lines are told all the same", () => {
  const { log, lines, wait } = setUp();
  for (let round = 0; round < 1_000; round++) {
    log.info("connected", { node: "node1", endpoint: "10.0.0.1:7440" });
    log.info("disconnected", { node: "node1" });
  }
  assert.equal(lines.length, 60);
  log.error("join: kubeadm-join: kubeadm exited 1", { node: "node1" });
  log.info("connected", { node: "node2", endpoint: "10.0.0.2:7440" });
  assert.equal(lines.length, 62);
  wait(60_000);
  log.info("connected", { node: "node1", endpoint: "10.0.0.1:7440" });
  assert.match(lines.at(-1) ?? "", /^<6>connected node="node1" endpoint="10\.0\.0\.1:7440" omitted=970\n$/);
});

test("strangers have a line each and few in all, and hide neither another kind nor a node", () => {
  const { log, lines } = setUp();
  for (let one = 0; one < 1_000; one++) {
    const address = `10.0.${one % 250}.1`;
    log.warn(`refused: its card was used already ${one}`, { serial: "s", address, fingerprint: `${one}` });
    log.warn("API: refused a request without this rack's token", { address: "10.9.9.9" });
  }
  assert.equal(lines.length, 11);
  log.warn("refused: its card secret does not belong to this rack", {
    serial: "s",
    address: "10.0.1.1",
    fingerprint: "f",
  });
  assert.equal(lines.length, 12);
  // Words of their own choice.
  for (let one = 0; one < 1_000; one++)
    log.warn(`word${"x".repeat(one % 50)} y`, { endpoint: `10.1.${one % 250}.1:7440` });
  assert.ok(lines.length <= 17 * 10, `${lines.length}`);
  log.warn("refused: two Pis show its key", { node: "node1" });
  assert.match(lines.at(-1) ?? "", /two Pis show its key/);
});

test("what is the coordinator's own always passes", () => {
  const { log, lines } = setUp();
  for (let one = 0; one < 100; one++) log.warn("API server is not there: connect ECONNREFUSED");
  assert.equal(lines.length, 100);
});
