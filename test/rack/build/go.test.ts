import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { findGo, goCache, goEnvironment, runGo } from "./go.ts";
import { runner } from "./tool.ts";

/** What `go env -w` or a shell's profile may hold, each enough to break a build or to build another program. */
const HOSTILE = {
  GOFLAGS: "-no-such-flag=1",
  GOTOOLCHAIN: "go1.99.0",
  GO111MODULE: "off",
  GOWORK: "/nonexistent/go.work",
  GOROOT: "/nonexistent",
  GOARCH: "mips",
  GOOS: "plan9",
  GOEXPERIMENT: "nosuchexperiment",
  GOPATH: "/nonexistent/path",
  GOCACHE: "/nonexistent/cache",
  GOMODCACHE: "/nonexistent/modules",
  GOTMPDIR: "/nonexistent/tmp",
  CGO_ENABLED: "1",
  CGO_CFLAGS: "-no-such-option",
  CC: "/nonexistent/cc",
};

test("a person's settings of Go are taken away, except the way to the modules", () => {
  const environment = goEnvironment(
    { ...HOSTILE, PATH: "/bin", GOPRIVATE: "*" },
    { root: "/cache", proxy: "https://own" },
  );
  for (const name of ["GOROOT", "GOOS", "GOMODCACHE", "GO111MODULE", "GOPRIVATE", "CGO_CFLAGS", "CC"]) {
    assert.ok(name in environment, name);
    assert.equal(environment[name], undefined, name);
  }
  assert.equal(environment.GOENV, "off");
  assert.equal(environment.GOARCH, "amd64");
  assert.equal(environment.GOPROXY, "https://own");
  assert.equal(environment.GOCACHE, goCache("/cache").build);
  assert.equal("PATH" in environment, false, "what is not Go's stays as it is");
});

test("this machine's Go builds with hostile settings in its own file and in the environment", {
  timeout: 120_000,
}, async (context) => {
  const folder = temporary(context);
  const file = join(folder, "config/go/env");
  mkdirSync(join(folder, "config/go"), { recursive: true });
  writeFileSync(
    file,
    Object.entries(HOSTILE)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  setEnvironment(context, { ...HOSTILE, GOENV: file, XDG_CONFIG_HOME: join(folder, "config"), HOME: folder });
  const run = runner({ log: join(folder, "log") });
  await assert.rejects(run(["go", "env", "GOFLAGS"]), "these settings do break a plain go");

  const go = await findGo({ root: folder }, run);
  assert.ok(typeof go !== "string", String(go));
  const module = join(folder, "module");
  mkdirSync(module);
  writeFileSync(join(module, "go.mod"), "module hello\n\ngo 1.26.0\n");
  writeFileSync(join(module, "main.go"), 'package main\n\nfunc main() { println("hello") }\n');
  const lines: number[] = [];
  const onErrorLines = (count: number) => lines.push(count);
  await runGo(run, go, ["build", "-v", "-o", join(folder, "hello"), "."], { cwd: module, onErrorLines });
  await run([join(folder, "hello")]);
  assert.ok((lines.at(-1) ?? 0) > 10, "it says each package that it compiles");
  assert.match(readFileSync(join(folder, "log"), "utf8"), /^runtime$/m, "and the log has them");
});

test("a machine without Go, or with an older one, is told in one sentence", async (context) => {
  const folder = temporary(context);
  const saying = async (version: string) =>
    await findGo({ root: folder, places: [] }, async () => {
      if (version === "") throw new Error("spawn go ENOENT");
      return version;
    });
  assert.equal(await saying(""), "Go 1.26 or newer is not installed");
  assert.equal(
    await saying("go version go1.19.8 linux/amd64\n"),
    "Go 1.26 or newer is needed, and go1.19.8 is installed",
  );
  assert.equal(typeof (await saying("go version go1.26.0 linux/amd64\n")), "object");
  assert.equal(typeof (await saying("go version go1.27rc1 linux/amd64\n")), "object");
});

function temporary(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "go-"));
  // Go writes its module cache without write bits.
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function setEnvironment(context: TestContext, values: Readonly<Record<string, string>>): void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  context.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}
