import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "@rackberry/protocol";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { journal } from "../journal.ts";
import { asNobody, hardware } from "./hardware.ts";

const LOOK = asNobody("node", "pi-agent-hardware.cjs");
const PATH = "/run/pi-agent/hardware.json";
const FOUND = {
  ...{ processor: "BCM2711", cores: 4, memoryBytes: 4 * 2 ** 30 },
  disks: [{ name: "mmcblk0", kind: "SD", bytes: 62333952 * 512 }],
  ports: [{ name: "eth0", speed: 1000 }],
};

/** A Pi whose hardware program ends when the test decides, with the output that the test chooses. */
function piThatIsLookedAt() {
  const pi = new SimulatedPi();
  const ran: (readonly string[])[] = [];
  const end = Promise.withResolvers<string>();
  pi.run = (argv) => {
    ran.push(argv);
    return end.promise;
  };
  const said: string[] = [];
  const known = hardware({ host: pi, journal: journal((line) => said.push(line)), look: LOOK, path: PATH });
  return { pi, ran, end, known, said };
}

/** Resolves when the work that was started but not awaited has ended. */
async function settled(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isSo(); turn++) await new Promise(setImmediate);
}

test("nobody waits for the look: facts go without it, and have it once it has ended", async () => {
  const { pi, ran, end, known } = piThatIsLookedAt();
  assert.equal(await known(), undefined);
  assert.equal(await known(), undefined);
  assert.deepEqual(ran, [LOOK], "one look, however often it is asked for");
  end.resolve(JSON.stringify(FOUND));
  await settled(() => pi.file(PATH) !== undefined);
  assert.deepEqual(await known(), FOUND);
});

test("the next life of the agent knows it at once, the next boot looks anew", async () => {
  const { pi, end, known } = piThatIsLookedAt();
  await known();
  end.resolve(JSON.stringify(FOUND));
  await settled(() => pi.file(PATH) !== undefined);
  const silent = journal(() => {});
  assert.deepEqual(await hardware({ host: pi, journal: silent, path: PATH })(), FOUND);
  await pi.remove(PATH);
  assert.equal(await hardware({ host: pi, journal: silent, path: PATH })(), undefined);
});

for (const [what, settle] of [
  ["fails", (end: PromiseWithResolvers<string>) => end.reject(new Error("setpriv was not found"))],
  ["prints no JSON", (end: PromiseWithResolvers<string>) => end.resolve("Segmentation fault")],
  ["prints nothing that is an inventory", (end: PromiseWithResolvers<string>) => end.resolve("null")],
] as const) {
  test(`a look that ${what} is told once, and the facts go on without it`, async () => {
    const { pi, ran, end, known, said } = piThatIsLookedAt();
    await known();
    settle(end);
    await settled(() => said.length > 0);
    assert.match(said.join(), /the hardware of this Pi stays unknown/);
    assert.equal(await known(), undefined);
    assert.equal(pi.file(PATH), undefined);
    assert.equal(ran.length, 1);
  });
}

test("whatever the look prints, the facts can be sent", async () => {
  const { pi, end, known } = piThatIsLookedAt();
  await known();
  const strange = { processor: 7, cores: "four", memoryBytes: -1, disks: [{ bytes: 1.5 }], ports: "none" };
  end.resolve(JSON.stringify(strange));
  await settled(() => pi.file(PATH) !== undefined);
  encode({ id: 1, kind: "facts", value: { hardware: await known() } });
});

test("the look has no rights and is in nobody's way", () => {
  const line = LOOK.join(" ");
  assert.match(line, /^setpriv --reuid=65534 --regid=65534 --clear-groups .*--no-new-privs nice -n 19 node /);
});
