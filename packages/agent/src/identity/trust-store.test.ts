import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../host/system-clock.ts";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { journal } from "../journal.ts";
import { openTrust, trustByPerson } from "./trust-store.ts";

const CARD = "/boot/firmware/rackberry/card.json";
const KEPT = "/var/lib/pi-agent/card-secret.json";
const pin = "a".repeat(64);
const release = "d".repeat(64);
const secretOf = (digit: string) => digit.repeat(64);
const cardOf = (digit: string, more: object = {}) =>
  JSON.stringify({
    version: 1,
    rack: "r",
    pin,
    release,
    cardId: digit.repeat(32),
    cardSecret: secretOf(digit),
    ...more,
  });

/** One life of the agent after the other on a Pi; `settled` is when what it does in the background is done. */
function piWith(files: Readonly<Record<string, string>>) {
  const pi = new SimulatedPi({ files });
  const lines: string[] = [];
  const stateFolder = "/var/lib/pi-agent";
  const log = journal((line) => lines.push(line));
  const open = async () => {
    const store = await openTrust({
      host: pi,
      clock: systemClock,
      journal: log,
      stateFolder,
      bootFolders: ["/boot/firmware"],
    });
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    return store;
  };
  return { pi, lines, open, stateFolder };
}
const secretIn = ({ trust }: Awaited<ReturnType<typeof openTrust>>) =>
  trust.kind === "pending" ? undefined : trust.secret?.toString("hex");

test("at the first start the card's secret leaves the boot partition for a file that only root reads", async () => {
  const { pi, open, lines } = piWith({ [CARD]: cardOf("1", { name: "cellar" }) });
  assert.equal(secretIn(await open()), secretOf("1"));
  assert.deepEqual(JSON.parse(pi.file(CARD) ?? ""), {
    ...{ version: 1, rack: "r", pin, release, cardId: "1".repeat(32), name: "cellar" },
  });
  assert.equal((await pi.info(KEPT))?.mode, 0o600);
  assert.match(lines.join(""), /removed the card's secret from the boot partition/);
  assert.doesNotMatch(lines.join(""), new RegExp(secretOf("1")));
  pi.changes.length = 0;
  assert.equal(secretIn(await open()), secretOf("1"), "the next life has it too");
  assert.deepEqual(pi.changes, []);
});

test("killed between the two, the secret is taken at the next start", async () => {
  const { pi, open } = piWith({ [CARD]: cardOf("1") });
  await open();
  pi.put(CARD, cardOf("1"));
  assert.equal(secretIn(await open()), secretOf("1"));
  assert.doesNotMatch(pi.file(CARD) ?? "", /cardSecret/);
});

test("a card made again wins over what was kept, and a spent or foreign card gets nothing of it", async () => {
  const { pi, open } = piWith({ [CARD]: cardOf("1") });
  await open();
  pi.put(CARD, cardOf("2"));
  assert.equal(secretIn(await open()), secretOf("2"));
  assert.equal(secretIn(await open()), secretOf("2"));
  for (const other of [{ cardId: "3".repeat(32) }, { pin: "b".repeat(64) }]) {
    pi.put(CARD, cardOf("2", { ...other, cardSecret: undefined }));
    assert.equal(secretIn(await open()), undefined);
  }
});

test("on a card that cannot be written the secret stays, with a warning, and works", async () => {
  const { pi, open, lines } = piWith({ [CARD]: cardOf("1") });
  pi.readOnly.add("/boot/firmware");
  const store = await open();
  assert.match(lines.join(""), /<4>the card's secret stays where every account can read it/);
  assert.equal(secretIn(store), secretOf("1"));
  await store.adopt("node1");
  pi.readOnly.clear();
  await store.confirm();
  assert.doesNotMatch(pi.file(CARD) ?? "", /cardSecret/);
  assert.equal(pi.file(KEPT), undefined);
});

test("once the adoption is confirmed the secret is nowhere, and the adoption stays with its release key", async () => {
  const { pi, open } = piWith({ [CARD]: cardOf("1") });
  const store = await open();
  await store.adopt("node1");
  assert.equal(secretIn(await open()), secretOf("1"), "killed before the coordinator has shown that it knows");
  await store.confirm();
  assert.equal(pi.file(KEPT), undefined);
  const { trust } = await open();
  assert.deepEqual([trust.kind, trust.kind === "adopted" && trust.release], ["adopted", release]);
});

test("a person names the pin and the release key", async () => {
  const { pi, open, stateFolder } = piWith({});
  await trustByPerson(pi, stateFolder, { pin, release });
  const { trust } = await open();
  assert.ok(trust.kind === "new" && trust.byPerson);
  assert.deepEqual([trust.pin, trust.release], [pin, release]);
});
