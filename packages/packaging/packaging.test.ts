import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import {
  AGENT_BUNDLE,
  AGENT_EXECUTE,
  AGENT_EXECUTOR,
  AGENT_HARDWARE,
  AGENT_LATE,
  AGENT_PULL,
  AGENT_SELDOM,
  AGENT_SERVICES,
  AGENT_TROUBLE,
} from "./agent-package.ts";
import { bundle } from "./bundle.ts";
import { COORDINATOR_BUNDLE } from "./coordinator-package.ts";
import { parseOptions } from "./options.ts";
import { checkIntegrity } from "./pinned-package.ts";
import { run } from "./run.ts";

test("both architectures are built unless one is asked for", () => {
  assert.deepEqual(parseOptions([])?.architectures, ["amd64", "arm64"]);
  assert.deepEqual(parseOptions(["--arch", "all"])?.architectures, ["amd64", "arm64"]);
  assert.deepEqual(parseOptions(["--arch", "arm64"])?.architectures, ["arm64"]);
  assert.throws(() => parseOptions(["--arch", "riscv64"]), /riscv64: choose one of amd64, arm64, or all/);
  assert.equal(parseOptions(["--help"]), undefined);
});

test("a version becomes part of file names, so it is digits, letters and .+~ only", () => {
  assert.equal(parseOptions(["--version", "0.2.0~rc1"])?.version, "0.2.0~rc1");
  for (const version of ["", "v1", "../1", "1_2", "1-2"]) {
    assert.throws(() => parseOptions([`--version=${version}`]), /begins with a digit/, version);
  }
});

test("a fetched package is taken only when its hash is the one that the lock pins", () => {
  const content = Buffer.from("hello");
  const integrity = "sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";
  checkIntegrity("hello", content, integrity);
  assert.throws(() => checkIntegrity("hello", Buffer.from("hullo"), integrity), /hello is not what package-lock/);
  assert.throws(() => checkIntegrity("hello", content, "sha1-qvTGHdzF6KLavt4PO0gs2a6pQ00="), /is not what/);
});

/** The one library of a file that has any. */
const LIBRARY: Readonly<Record<string, string>> = {
  [AGENT_EXECUTE]: "execa",
  [AGENT_HARDWARE]: "systeminformation",
  [AGENT_EXECUTOR]: "protobufjs",
};

/** Folders of the agent of which the door has nothing; what crosses the seam is types. */
const OF_ROOT = /packages\/agent\/src\/(?:executor|host\/(?!system-clock)|identity|operations|steps|upgrade)\//;

test("what the agent loads late are files of their own, which it finds beside itself", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  try {
    const main = { entry: "packages/agent/src/main.ts", outfile: join(folder, "main.cjs"), version: "test" };
    const rest = await bundle({ ...main, ...AGENT_BUNDLE });
    assert.ok(!rest.libraries.some((path) => /^(execa|systeminformation)$/.test(basename(path))), "of no use at rest");
    assert.ok(rest.size <= 200_000, `the budget of what is resident: ${rest.size}`);
    assert.ok(!rest.inputs.some((path) => OF_ROOT.test(path)), "what changes a host is not in what strangers talk to");
    const entry = AGENT_LATE[AGENT_EXECUTOR] ?? "";
    const executor = await bundle({ ...main, entry, outfile: join(folder, AGENT_EXECUTOR), ...AGENT_BUNDLE });
    assert.ok(executor.size <= 200_000, `the executor's budget: ${executor.size}`);
    const texts = [await readFile(rest.path, "utf8"), await readFile(executor.path, "utf8")];
    for (const [name, entry] of Object.entries(AGENT_LATE)) {
      const late = await bundle({ ...main, entry, outfile: join(folder, name), apart: AGENT_BUNDLE.apart });
      // What steps load late is named by those files that have the steps.
      const loaded = name === AGENT_HARDWARE || name === AGENT_PULL ? `/${name}` : `import("./${name}")`;
      assert.ok(name === AGENT_EXECUTOR || texts.some((text) => text.includes(loaded)), name);
      texts.push(await readFile(late.path, "utf8"));
      const libraries = late.libraries.map((path) => basename(path));
      const wanted = LIBRARY[name];
      if (wanted) assert.ok(libraries.includes(wanted), libraries.join());
      else assert.deepEqual(libraries, [], name);
    }
    const load = async (name: string) => (await import(join(folder, name))) as Record<string, unknown>;
    assert.equal(typeof (await load(AGENT_SERVICES)).followServices, "function");
    assert.equal(typeof (await load(AGENT_EXECUTE)).execute, "function");
    assert.equal(typeof (await load(AGENT_TROUBLE)).aptFailure, "function");
    // An error of its own class: the agent knows it all the same.
    const { readMirrorContent } = (await load(AGENT_SELDOM)) as unknown as typeof import("../agent/src/seldom.ts");
    const empty = { read: async () => undefined } as never;
    const refused = await readMirrorContent(empty, {} as never).catch((cause: unknown) => cause);
    assert.ok(refused instanceof AppError && refused.code === "internal", String(refused));
    assert.equal(AppError.from(refused), refused);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("each program starts from its one file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  try {
    const programs = {
      "pi-agent": { entry: AGENT_LATE[AGENT_EXECUTOR] ?? "", ...AGENT_BUNDLE },
      "pi-coordinator": { entry: "packages/coordinator/src/main.ts", ...COORDINATOR_BUNDLE },
    };
    for (const [program, options] of Object.entries(programs)) {
      const outfile = join(folder, `${program}.cjs`);
      await bundle({ outfile, version: "test", ...options });
      assert.match(await run([process.execPath, outfile, "--help"]), new RegExp(`^${program}: `));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
