/** What every Host keeps, whether it is the real one or the simulator. */
import assert from "node:assert/strict";
import type { Host } from "../host.ts";

export interface ContractCase {
  readonly name: string;
  readonly run: (host: Host, folder: string) => Promise<void>;
}

/** Each case gets a folder of its own that exists and is empty. */
export const FILE_CASES: readonly ContractCase[] = [
  {
    name: "a folder is nothing to read",
    async run(host, folder) {
      await host.makeDirectory(`${folder}/d`);
      await assert.rejects(host.read(`${folder}/d`), {
        code: "refused",
        message: /d cannot be read: it is a directory/,
      });
    },
  },
  {
    name: "what is absent is undefined, and removing it is fine",
    async run(host, folder) {
      assert.equal(await host.read(`${folder}/none`), undefined);
      assert.equal(await host.info(`${folder}/none`), undefined);
      assert.equal(await host.list(`${folder}/none`), undefined);
      await host.remove(`${folder}/none`);
    },
  },
  {
    name: "a file is written with its mode, replaced whole, and removed",
    async run(host, folder) {
      await host.write(`${folder}/a`, "one, and more\n");
      assert.equal((await host.info(`${folder}/a`))?.mode, 0o644);
      await host.write(`${folder}/a`, "two\n", { mode: 0o600 });
      assert.equal(await host.read(`${folder}/a`), "two\n");
      assert.deepEqual((await host.info(`${folder}/a`))?.mode, 0o600);
      assert.deepEqual(await host.list(folder), ["a"]);
      await host.remove(`${folder}/a`);
      assert.deepEqual(await host.list(folder), []);
    },
  },
  {
    name: "directories are made with their parents, again without harm, and their names are sorted",
    async run(host, folder) {
      await host.makeDirectory(`${folder}/x/y`, { mode: 0o700 });
      await host.makeDirectory(`${folder}/x/y`, { mode: 0o700 });
      assert.deepEqual(await host.info(`${folder}/x/y`), { kind: "directory", mode: 0o700, uid: 0, gid: 0 });
      await host.write(`${folder}/x/b`, "");
      await host.write(`${folder}/x/a`, "");
      assert.deepEqual(await host.list(`${folder}/x`), ["a", "b", "y"]);
    },
  },
  {
    name: "owners are given as asked",
    async run(host, folder) {
      await host.write(`${folder}/a`, "x", { uid: 1234, gid: 1235, mode: 0o600 });
      assert.deepEqual(await host.info(`${folder}/a`), { kind: "file", mode: 0o600, uid: 1234, gid: 1235 });
    },
  },
  {
    name: "bytes that are no UTF-8 come back as they were, and text is text in either form",
    async run(host, folder) {
      const latin = "# K\xfcche\r\n10.0.0.1 nas\n";
      await host.write(`${folder}/a`, latin, { encoding: "bytes" });
      assert.equal(await host.read(`${folder}/a`, "bytes"), latin);
      assert.equal(await host.read(`${folder}/a`), latin.replace("\xfc", "\ufffd"));
      await host.write(`${folder}/a`, "# Küche\n");
      assert.equal(await host.read(`${folder}/a`, "bytes"), "# K\xc3\xbcche\n");
      await host.write(`${folder}/a`, "# K\xc3\xbcche 2\n", { encoding: "bytes" });
      assert.equal(await host.read(`${folder}/a`), "# Küche 2\n");
    },
  },
  {
    name: "a program that does not exist is an error that names it",
    async run(host) {
      await assert.rejects(host.run(["no-such-program"]), {
        code: "command-failed",
        message: /^no-such-program was not found/,
      });
    },
  },
];

/** Needs systemd as PID 1, or a simulator: `quick` runs at once, `failing` prints words and exits with 3. */
export function unitCases(
  quick: readonly [string, ...string[]],
  failing: readonly [string, ...string[]],
  words: string,
) {
  const cases: readonly ContractCase[] = [
    {
      name: "a unit runs to its end, and nothing of it is left",
      async run(host) {
        await host.runUnit("rackberry-contract", quick);
        assert.equal(await host.pendingUnit("rackberry-contract"), undefined);
      },
    },
    {
      name: "a unit that fails fails in its own words",
      async run(host) {
        const lines: string[] = [];
        await assert.rejects(host.runUnit("rackberry-contract", failing, { onLine: (line) => lines.push(line) }), {
          code: "command-failed",
          message: `${failing[0]} exited 3: ${words}`,
        });
        assert.deepEqual(lines, [words]);
        assert.equal(await host.pendingUnit("rackberry-contract"), undefined);
      },
    },
    {
      name: "a unit whose waiting was given up is found again, and its result is collected once",
      async run(host) {
        const stop = new AbortController();
        const given = host.runUnit("rackberry-contract", failing, { signal: stop.signal });
        stop.abort(new Error("given up"));
        await assert.rejects(given);
        if ((await host.pendingUnit("rackberry-contract")) === undefined) return;
        assert.deepEqual(await host.pendingUnit("rackberry-contract"), failing);
        await assert.rejects(host.runUnit("rackberry-contract", failing), { code: "command-failed" });
        assert.equal(await host.pendingUnit("rackberry-contract"), undefined);
      },
    },
    {
      name: "another unit of the same name starts after the first has ended",
      async run(host) {
        const first = host.runUnit("rackberry-contract", quick);
        await Promise.all([first, first.then(() => host.runUnit("rackberry-contract", quick))]);
        assert.equal(await host.pendingUnit("rackberry-contract"), undefined);
      },
    },
  ];
  return cases;
}
