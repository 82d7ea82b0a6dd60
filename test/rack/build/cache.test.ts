import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { artefact, type Recipe, type Workshop } from "./cache.ts";
import { lockCache } from "./lock.ts";

async function workshop(context: TestContext): Promise<Workshop & { lines: string[] }> {
  const root = await mkdtemp(join(tmpdir(), "cache-"));
  const lock = await lockCache(root, () => undefined);
  context.after(async () => {
    lock[Symbol.dispose]();
    await rm(root, { recursive: true });
  });
  const lines: string[] = [];
  return { root, lock: lock.fd, lines, say: (line) => lines.push(line) };
}

const greeting = (text: string): Recipe => ({
  name: "greeting",
  inputs: { text },
  make: (dir) => writeFile(join(dir, "text"), text),
});

test("an artefact is made once and then found", async (context) => {
  const shop = await workshop(context);
  const path = await artefact(shop, greeting("hello"));
  const again = await artefact(shop, {
    ...greeting("hello"),
    make: () => assert.fail("it was made already"),
  });
  assert.equal(again, path);
  assert.equal(await readFile(join(path, "text"), "utf8"), "hello");
  assert.equal(shop.lines.at(-1), "greeting: in the cache");
});

test("other inputs make another artefact beside the first", async (context) => {
  const shop = await workshop(context);
  const paths = [await artefact(shop, greeting("hello")), await artefact(shop, greeting("good evening"))];
  assert.deepEqual(await Promise.all(paths.map((path) => readFile(join(path, "text"), "utf8"))), [
    "hello",
    "good evening",
  ]);
});

test("what an interrupted making left behind is never taken for finished, nor found by the next", async (context) => {
  const shop = await workshop(context);
  await assert.rejects(
    artefact(shop, {
      ...greeting("hello"),
      make: async (dir) => {
        await writeFile(join(dir, "half"), "hel");
        throw new Error("the plug was pulled");
      },
    }),
    /the plug was pulled/,
  );
  const path = await artefact(shop, greeting("hello"));
  assert.deepEqual(await readdir(path), ["text"]);
});

test("a tool that fails says which, how and its own words", async (context) => {
  const shop = await workshop(context);
  const failing: Recipe = {
    ...greeting("hello"),
    make: async (_, run) => void (await run(["sh", "-c", "echo no such country >&2; exit 3"])),
  };
  await assert.rejects(artefact(shop, failing), /sh -c .* exited 3: no such country \(log: .*greeting\.log\)/s);
});

test("when a builder is killed, all that it started ends too and frees the cache", {
  timeout: 30_000,
}, async (context) => {
  const root = await mkdtemp(join(tmpdir(), "cache-"));
  context.after(() => rm(root, { recursive: true }));
  const program = `
    const { lockCache } = await import(${JSON.stringify(join(import.meta.dirname, "lock.ts"))});
    const { runner } = await import(${JSON.stringify(join(import.meta.dirname, "tool.ts"))});
    const lock = await lockCache(${JSON.stringify(root)}, () => undefined);
    const run = runner({ log: ${JSON.stringify(join(root, "builder.log"))}, lock: lock.fd, leash: true });
    await run(["sh", "-c", "sleep 600 & echo started >&2; sleep 600"]);`;
  const builder = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore" });
  const started = async () => (await readFile(join(root, "builder.log"), "utf8").catch(() => "")).includes("started");
  while (!(await started())) await sleep(20, undefined, { signal: context.signal });
  builder.kill("SIGKILL");
  // The sleepers hold the lock as the builder did: it is free when none of them is left.
  const lock = await lockCache(root, () => undefined);
  lock[Symbol.dispose]();
  assert.ok(builder.killed);
});

test("a second builder waits until the first is gone", async (context) => {
  const root = await mkdtemp(join(tmpdir(), "cache-"));
  context.after(() => rm(root, { recursive: true }));
  const order: string[] = [];
  const first = await lockCache(root, () => assert.fail("nobody else is there"));
  const second = lockCache(root, () => {
    order.push("waits");
    first[Symbol.dispose]();
  });
  (await second)[Symbol.dispose]();
  assert.deepEqual(order, ["waits"]);
});
