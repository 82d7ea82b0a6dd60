/** What every Host guarantees, the real one and the simulator alike. */
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { AppError } from "@rackberry/protocol";
import type { Argv, Host } from "../host.ts";

export interface ContractCase {
  readonly name: string;
  readonly run: (host: Host, folder: string) => Promise<void>;
}

/** Each case gets its own folder, which exists and is empty. */
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

/** What the cases of units run; made again for each. */
export interface UnitPrograms {
  /** Exits at once with success. */
  readonly quick: Argv;
  /** Prints `words` and exits with 3. */
  readonly failing: Argv;
  /** Like `failing`, but not before it is released. */
  readonly slow: Argv;
  readonly words: string;
  /** Resolves when `slow` has ended. */
  release(): Promise<void>;
}

/** The unit's name in every case. */
export const UNIT = "rackberry-contract";

export interface UnitCase {
  readonly name: string;
  readonly run: (host: Host, programs: UnitPrograms) => Promise<void>;
}

/** What systemd as PID 1 guarantees, and every substitute for it. */
export const UNIT_CASES: readonly UnitCase[] = [
  {
    name: "a unit runs to its end, and nothing of it is left",
    async run(host, { quick }) {
      await host.runUnit(UNIT, quick);
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
  {
    name: "a unit that fails fails in its own words",
    async run(host, { failing, words }) {
      const lines: string[] = [];
      await assert.rejects(host.runUnit(UNIT, failing, { onLine: (line) => lines.push(line) }), ends(failing, words));
      assert.deepEqual(lines, [words]);
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
  {
    name: "a unit whose program does not exist is an error that names it, and the next one runs",
    async run(host, { quick }) {
      for (const program of ["no-such-program", "/usr/bin/no-such-program"]) {
        await assert.rejects(host.runUnit(UNIT, [program]), (error: AppError) => {
          assert.equal(error.code, "command-failed");
          assert.equal(error.message.replace(/ \(.*/, ""), `${program} was not found`);
          return true;
        });
        assert.equal(await host.pendingUnit(UNIT), undefined);
      }
      await host.runUnit(UNIT, quick);
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
  {
    name: "a unit whose waiting was given up runs on, is found again, and its words are heard from the beginning",
    async run(host, programs) {
      const { slow, words } = programs;
      await giveUp(host, slow);
      const lines: string[] = [];
      const found = assert.rejects(host.runUnit(UNIT, slow, { onLine: (line) => lines.push(line) }), ends(slow, words));
      await programs.release();
      await found;
      assert.deepEqual(lines, [words]);
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
  {
    name: "the result of a unit that ended while nobody looked is collected, once",
    async run(host, programs) {
      const { slow, words } = programs;
      await giveUp(host, slow);
      await programs.release();
      assert.deepEqual(await host.pendingUnit(UNIT), slow);
      await assert.rejects(host.runUnit(UNIT, slow), ends(slow, words));
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
  {
    name: "another program under the name of one that runs is started after it, and has its own result",
    async run(host, programs) {
      await giveUp(host, programs.slow);
      const second = host.runUnit(UNIT, programs.quick);
      assert.deepEqual(await host.pendingUnit(UNIT), programs.slow);
      await programs.release();
      await second;
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
  {
    name: "another unit of the same name starts after the first has ended",
    async run(host, { quick }) {
      const first = host.runUnit(UNIT, quick);
      await Promise.all([first, first.then(() => host.runUnit(UNIT, quick))]);
      assert.equal(await host.pendingUnit(UNIT), undefined);
    },
  },
];

const ends = ([program]: Argv, words: string) => ({
  code: "command-failed",
  message: `${program} exited 3: ${words}`,
});

/** A life of the agent that starts the unit and ends before the unit does. */
async function giveUp(host: Host, argv: Argv): Promise<void> {
  const stop = new AbortController();
  const given = assert.rejects(host.runUnit(UNIT, argv, { signal: stop.signal }), /given up/);
  while ((await host.pendingUnit(UNIT)) === undefined) await setImmediate();
  stop.abort(new Error("given up"));
  await given;
  assert.deepEqual(await host.pendingUnit(UNIT), argv);
}
