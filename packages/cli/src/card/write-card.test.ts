import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { cardOrder, orderCard, rackDirectory } from "../testing/example-rack.ts";
import { bootPartition } from "../testing/folder.ts";
import { STOCK, UBUNTU } from "../testing/stock-cards.ts";
import { bootFolder, REPLACING } from "./boot-folder.ts";
import { prepareCard } from "./prepare-card.ts";
import { type Accidents, MemoryBoot } from "./testing/memory-boot.ts";

test("a card without room is refused before the first write", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  const full = { ...bootFolder(boot.path), freeBytes: async () => 1_000_000 };
  await assert.rejects(orderCard(rack, full), {
    code: "refused",
    message: /too little free space: 2 MiB more are needed/,
  });
  assert.deepEqual(boot.files(), UBUNTU);
});

test("writes that went nowhere are told", async () => {
  using rack = await rackDirectory();
  for (const lost of ["user-data", "rackberry/card.json"]) {
    using boot = bootPartition(UBUNTU);
    const real = bootFolder(boot.path);
    const leaky = {
      ...real,
      // Another program clears it as soon as it is there.
      remove: async (name: string) => {
        await real.remove(name);
        if (name === "rackberry.old") await real.remove(lost);
      },
    };
    await orderCard(rack, leaky).then(
      () => assert.equal(lost, "nothing"),
      ({ message }) =>
        assert.match(
          message,
          new RegExp(`/${lost} does not have the content that was written: was the card pulled out`),
        ),
    );
  }
});

test("Ctrl-C stops before the next file, and the card is as it was", async () => {
  using rack = await rackDirectory();
  const stop = new AbortController();
  const real = new MemoryBoot(UBUNTU);
  const before = real.files();
  const write = real.write.bind(real);
  real.write = async (name, content) => {
    await write(name, content);
    stop.abort(new Error("Ctrl-C"));
  };
  await assert.rejects(prepareCard(real, await cardOrder(rack), { signal: stop.signal }), { message: "Ctrl-C" });
  assert.deepEqual(real.files(), before);
});

const OLD_ID = "0".repeat(32);
/** Files that are added to; all others that are not ours must never change. */
const ADDED_TO = /(?:^|\/)cmdline\.txt$|^(?:user-data|meta-data|firstrun\.sh)$/;
const OURS = /^rackberry(?:\.new|\.old)?\//;

const folderOf = (files: Record<string, string>, prefix = "rackberry/") =>
  Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), text] as const] : [],
    ),
  );
const hasFolder = (files: Record<string, string>) => Object.keys(folderOf(files)).length > 0;

for (const [what, stock] of Object.entries(STOCK)) {
  for (const isMadeAgain of [false, true]) {
    for (const accident of ["pulledAt", "failsAt"] as const satisfies readonly (keyof Accidents)[]) {
      const story = accident === "pulledAt" ? "is pulled out at any moment" : "refuses any one write";
      test(`${what}, ${isMadeAgain ? "made again" : "fresh"}: a card that ${story} boots, and can be repeated`, async () => {
        using rack = await rackDirectory();
        const order = await cardOrder(rack, { master: true });
        const start = new MemoryBoot(stock);
        if (isMadeAgain) await prepareCard(start, await cardOrder(rack, { cardId: OLD_ID }));
        const before = start.files();
        const whole = start.again();
        await prepareCard(whole, order);
        const after = whole.files();

        for (let moment = 1; ; moment++) {
          const hurt = start.again({ [accident]: moment });
          const isDone = await prepareCard(hurt, order).then(
            () => true,
            () => false,
          );
          if (isDone && hurt.effects < moment) break;
          assert.ok(moment < 200);
          const now = hurt.files();
          for (const [name, content] of Object.entries(before).filter(([name]) => !OURS.test(name))) {
            const file = now[name] ?? (ADDED_TO.test(name) ? now[name + REPLACING] : undefined);
            assert.ok(file === content || (ADDED_TO.test(name) && file === after[name]), `${moment}: ${name}`);
          }
          // The folder is that of before or that of after; a card that was pulled out may have it beside its place.
          const kept = accident === "pulledAt" && !hasFolder(now) ? folderOf(now, "rackberry.old/") : folderOf(now);
          assert.ok(
            [folderOf(before), folderOf(after)].some((folder) => isDeepStrictEqual(folder, kept)),
            `${moment}`,
          );
          // Nothing may be set in motion before what it calls is there.
          const inMotion = ["user-data", "firstrun.sh"].some((name) => now[name] !== before[name] && name in now);
          if (inMotion) assert.ok(now["rackberry/install.sh"], `${moment}: no install.sh`);
          const words = Object.entries(now).some(
            ([name, text]) => /cmdline\.txt$/.test(name) && /firstrun\.sh/.test(text),
          );
          if (words) assert.ok(now["firstrun.sh"] ?? now[`firstrun.sh${REPLACING}`], `${moment}: no firstrun.sh`);

          const repeated = hurt.again();
          await prepareCard(repeated, order);
          assert.deepEqual(repeated.files(), after, `repeated after ${moment}`);
        }
      });
    }
  }
}
