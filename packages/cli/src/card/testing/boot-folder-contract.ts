/** What every BootFolder does: run on a folder of this machine, in memory, and on what else there may be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BootFolder } from "../boot-folder.ts";

/** `make` gives a new, empty boot partition with room for a megabyte. */
export function bootFolderContract(what: string, make: () => Promise<BootFolder & Partial<Disposable>>): void {
  const contract = (name: string, run: (boot: BootFolder) => Promise<void>) =>
    test(`${what}: ${name}`, async () => {
      const boot = await make();
      await run(boot).finally(() => boot[Symbol.dispose]?.());
    });

  contract("a file that is written is there with what was written, a second time too", async (boot) => {
    await boot.write("a.txt", "one\r\n");
    assert.equal(await boot.read("a.txt"), "one\r\n");
    await boot.write("a.txt", "\ufefftwo ✓");
    assert.equal(await boot.read("a.txt"), "\ufefftwo ✓");
    assert.deepEqual(await boot.list(""), ["a.txt"]);
  });

  contract("what is not there is undefined, and may be removed", async (boot) => {
    assert.equal(await boot.read("none"), undefined);
    assert.equal(await boot.read("none/below"), undefined);
    assert.equal(await boot.list("none"), undefined);
    await boot.remove("none");
  });

  contract("a folder is listed in order, moved and removed with all that is in it", async (boot) => {
    await boot.makeFolder("f");
    await boot.makeFolder("f/g");
    await boot.write("f/b", Uint8Array.of(0, 255));
    await boot.write("f/g/a", "x");
    assert.deepEqual(await boot.list("f"), ["b", "g"]);
    await boot.rename("f", "h");
    assert.equal(await boot.list("f"), undefined);
    assert.equal(await boot.read("h/g/a"), "x");
    await boot.remove("h");
    assert.deepEqual(await boot.list(""), []);
  });

  contract("bytes that are no UTF-8 are told, not turned into others", async (boot) => {
    await boot.write("latin1", Uint8Array.of(0x67, 0x72, 0xfc, 0x6e));
    await assert.rejects(boot.read("latin1"), { code: "invalid", message: /latin1 is not UTF-8 text/ });
    assert.deepEqual([...((await boot.readBytes("latin1")) ?? [])], [0x67, 0x72, 0xfc, 0x6e]);
    assert.equal(await boot.readBytes("none"), undefined);
  });

  contract("it says how much room there is", async (boot) => {
    assert.ok((await boot.freeBytes()) >= 1_000_000);
  });
}
