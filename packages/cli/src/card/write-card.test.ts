import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { bootPartition, orderCard, RASPBERRY_PI_OS, rackDirectory, UBUNTU } from "../testing.ts";
import { type BootFolder, bootFolder } from "./boot-folder.ts";

test("a card without room is refused before the first write", async () => {
  using rack = await rackDirectory();
  using boot = bootPartition(UBUNTU);
  const full = { ...bootFolder(boot.path), freeBytes: async () => 1_000_000 };
  await assert.rejects(orderCard(rack, full), { code: "refused", message: /too little room: 2 MiB more are needed/ });
  assert.deepEqual(boot.files(), UBUNTU);
});

/** The real folder, whose `fatal`th effect and all after it fail, as when a card fills up or is pulled out. */
function failing(boot: BootFolder, fatal: number): { boot: BootFolder; effects: () => number } {
  let effects = 0;
  const effect = async (run: () => Promise<void>) => {
    effects++;
    if (effects >= fatal) throw new AppError("refused", "the card is gone");
    await run();
  };
  return {
    effects: () => effects,
    boot: {
      ...boot,
      write: (name, content) => effect(() => boot.write(name, content)),
      makeFolder: (name) => effect(() => boot.makeFolder(name)),
      remove: (name) => effect(() => boot.remove(name)),
      rename: (from, to) => effect(() => boot.rename(from, to)),
    },
  };
}

for (const [story, again] of [
  ["a fresh card", false],
  ["a card made again", true],
] as const) {
  test(`${story} that is pulled out at any moment still boots, and can be made again`, async () => {
    using rack = await rackDirectory();
    for (let fatal = 1, done = false; !done; fatal++) {
      using boot = bootPartition(RASPBERRY_PI_OS);
      if (again) await orderCard(rack, bootFolder(boot.path), { master: true });
      const before = boot.files();
      const pulled = failing(bootFolder(boot.path), fatal);
      done = await orderCard(rack, pulled.boot, { master: true, cardId: "e".repeat(32) }).then(
        () => true,
        () => false,
      );
      assert.ok(fatal < 100 && (done || pulled.effects() >= fatal));
      const now = boot.files();
      const sane = ["cmdline.txt", "user-data", "meta-data"].filter((name) => now[name] !== before[name]);
      for (const name of sane) assert.match(now[name] ?? "", name === "user-data" ? /install\.sh/ : /e{32}/);
      // cloud-init must never be sent to a script that is not there, unless both renames were not granted.
      const folder = now["rackberry/install.sh"] ?? now["rackberry.old/install.sh"];
      if (/install\.sh/.test(now["user-data"] ?? "")) assert.ok(folder, `fatal effect ${fatal}`);
      await orderCard(rack, bootFolder(boot.path), { master: true });
      assert.deepEqual(Object.keys(boot.files()).sort(), [...Object.keys(RASPBERRY_PI_OS), ...MASTER_FILES].sort());
    }
  });
}

const MASTER_FILES = [
  ...["card.json", "install.sh", "pi-agent.deb", "pi-coordinator.deb"].map((name) => `rackberry/${name}`),
  ...["coordinator.key", "rack.secret", "rack.yaml"].map((name) => `rackberry/master/${name}`),
];
