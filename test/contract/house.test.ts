/**
 * The rules of the code base, read from the files: which may import which, and which libraries stay behind one file.
 */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (globs: readonly string[]) =>
  globSync([...globs], { cwd: root }).map((file) => ({ file, imports: importsOf(readFileSync(root + file, "utf8")) }));
const everything = read(["packages/*/src/**/*.ts"]).filter(({ file }) => !file.includes("/gen/"));
/** The product, and what its tests are made of. */
const houses = everything.filter(({ file }) => !file.endsWith(".test.ts"));
const isTesting = (file: string) => file.includes("/testing/");
/** The product alone. */
const sources = houses.filter(({ file }) => !isTesting(file));

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?<![.\w])(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  config: ["@rackberry/protocol"],
  agent: ["@rackberry/protocol"],
  coordinator: ["@rackberry/protocol", "@rackberry/config"],
  cli: ["@rackberry/protocol", "@rackberry/config"],
};

test("arrows between packages run one way", () => {
  assert.ok(sources.length > 50);
  for (const { file, imports } of houses) {
    const own = file.split("/")[1] ?? "";
    for (const name of imports.filter((name) => name.startsWith("@rackberry/"))) {
      const package_ = name.split("/").slice(0, 2).join("/");
      assert.ok(ALLOWED[own]?.includes(package_), `${file} imports ${name}`);
    }
    for (const name of imports.filter((name) => name.startsWith(".."))) {
      assert.doesNotMatch(new URL(name, `file:///${file}`).pathname, new RegExp(`^/packages/(?!${own}/)`), file);
    }
  }
});

const EFFECTS = /^(node:(fs|child_process|net|tls|http|https|sqlite|os)(\/.*)?|execa|ws|bonjour-service|yaml)$/;

test("the domain and the steps import no effect", () => {
  const pure = sources.filter(({ file }) =>
    /^packages\/(agent\/src\/steps|coordinator\/src\/(domain|kubeadm|network))\//.test(file),
  );
  assert.ok(pure.length > 20);
  for (const { file, imports } of pure) {
    for (const name of imports) assert.doesNotMatch(name, EFFECTS, `${file} imports ${name}`);
  }
});

interface Rooms {
  readonly folder: string;
  /** From the bottom up: each may use its own floor and those below. */
  readonly rooms: readonly string[];
  /** What is on top of all floors, beside the rooms. */
  readonly roof?: string;
  /** The minimum number of imports between rooms: a check that finds none proves nothing. */
  readonly arrows: number;
}

const HOUSES: readonly Rooms[] = [
  {
    folder: "packages/coordinator/src/fleet",
    rooms: ["base", "cluster", "nodes", "work", "admission", "control", "entry", "testing"],
    arrows: 100,
  },
  {
    folder: "packages/agent/src/steps",
    rooms: ["tools", "trouble", "packages", "system", "runtime", "network", "kubeadm", "mirror", "testing"],
    roof: "index.ts",
    arrows: 100,
  },
];
for (const { folder, rooms, roof, arrows } of HOUSES) {
  test(`arrows between the rooms of ${folder} run one way, and every file has a room`, () => {
    const floors = roof === undefined ? rooms : [...rooms, roof];
    const floorOf = (file: string) => floors.indexOf(file.slice(folder.length + 1).split("/")[0] ?? "");
    const inside = houses.filter(({ file }) => file.startsWith(`${folder}/`));
    const used = new Set(inside.map(({ file }) => floorOf(file)));
    assert.deepEqual(used, new Set(floors.keys()), "no file beside the rooms, and no empty room");
    let found = 0;
    for (const { file, imports } of inside) {
      for (const name of imports.filter((name) => name.startsWith("."))) {
        const target = new URL(name, `file:///${file}`).pathname.slice(1);
        if (!target.startsWith(`${folder}/`)) continue;
        if (floorOf(target) !== floorOf(file)) found++;
        assert.ok(floorOf(target) <= floorOf(file), `${file} imports ${name}`);
      }
    }
    assert.ok(found > arrows, `${found} arrows`);
  });
}

/** The imported file: a path within the same package, a name for another package. */
function targetOf(file: string, name: string): string {
  const [, package_, entry] = /^@rackberry\/([^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  if (package_ !== undefined) return `packages/${package_}/src/${entry ? `${entry}/` : ""}index.ts`;
  return name.startsWith(".") ? new URL(name, `file:///${file}`).pathname.slice(1) : name;
}

/** All files that these need, including themselves. */
function reachedFrom(roots: readonly { readonly file: string; readonly imports: readonly string[] }[]) {
  const files = new Map([...everything, ...roots].map((one) => [one.file, one]));
  const reached = new Set(roots.map(({ file }) => file));
  // Iterating over a set also visits what is added meanwhile.
  for (const file of reached) for (const name of files.get(file)?.imports ?? []) reached.add(targetOf(file, name));
  return reached;
}

test("no part of the product imports what is for tests", () => {
  for (const { file, imports } of sources) {
    for (const name of imports) assert.ok(!isTesting(targetOf(file, name)), `${file} imports ${name}`);
  }
});

test("what only tests need lies in a folder called testing, and each file in such a folder serves a test", () => {
  const programs = reachedFrom(sources.filter(({ file }) => /\/(main|src\/index|src\/mdns\/index)\.ts$/.test(file)));
  for (const { file } of sources) assert.ok(programs.has(file), `no program needs ${file}`);
  const tests = reachedFrom(read(["packages/**/*.test.ts", "test/**/*.ts"]).filter(({ file }) => !isTesting(file)));
  const testing = houses.filter(({ file }) => isTesting(file));
  assert.ok(testing.length > 20);
  for (const { file } of testing) assert.ok(tests.has(file), `no test needs ${file}`);
});

test("no test without a subject: each comes to a file of the product, by imports or by a program that it starts", () => {
  const texts = globSync(["packages/{*/src/**/,*/,}*.ts", "packages/*/src/gen/*.js", "test/**/*.ts"], { cwd: root });
  const files = new Map(texts.map((file) => [file, readFileSync(root + file, "utf8")]));
  const fromRoot = (path: string) => path.replace(/^.*\$\{ROOT\}/, "/");
  const leadsTo = (file: string) => {
    // An import of types alone has no effect.
    const text = (files.get(file) ?? "").replace(/^import type [^;]*;$/gm, "");
    const programs = [...text.matchAll(/["`]([^"`\s]+\.ts)["`]/g)].map(([, path = ""]) =>
      new URL(fromRoot(path), `file:///${file}`).pathname.slice(1),
    );
    return [...importsOf(text).map((name) => targetOf(file, name)), ...programs];
  };
  const isCode = (file: string) => files.has(file) && !isTesting(file) && !file.endsWith(".test.ts");
  const hasSubject = (test: string) => {
    // The rack, the benchmark and the like are not part of the product, but have their own tests.
    const [own = ""] = /^test\/(?!contract|e2e)\w[^/]*\//.exec(test) ?? [];
    const isTool = (file: string) =>
      own !== "" && (file.startsWith(own) || file.startsWith("test/rack/")) && isCode(file);
    const isSubject = (file: string) => isTool(file) || (file.startsWith("packages/") && isCode(file));
    const reached = new Set(leadsTo(test));
    for (const file of reached) {
      if (isSubject(file)) return true;
      for (const next of leadsTo(file)) reached.add(next);
    }
    return false;
  };
  const tests = texts.filter((file) => file.endsWith(".test.ts"));
  assert.ok(tests.length > 200);
  // These read the files themselves: the product's, and a page's.
  assert.deepEqual(
    tests.filter((test) => !hasSubject(test)),
    ["test/contract/field-cases.test.ts", "test/contract/house.test.ts"],
  );
});

test("the whole fleet is known to those alone who put it together", () => {
  const knowing = houses.filter(({ imports }) => imports.some((name) => /(^|\/)fleet\.ts$/.test(name)));
  assert.deepEqual(knowing.map(({ file }) => file.replace("packages/coordinator/src/", "")).sort(), [
    "coordinator.ts",
    "fleet/entry/run-fleet.ts",
    "fleet/testing/simulated-rack.ts",
    "testing/index.ts",
  ]);
});

/** What starts programs outside the packages: not covered by the arrows, but one file of each starts them all. */
const tools = globSync(["packages/packaging/*.ts", "test/rack/**/*.ts"], { cwd: root })
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => ({ file, imports: importsOf(readFileSync(root + file, "utf8")) }));

test("agent, pictl, packaging and the rack start programs by execa alone", () => {
  assert.ok(tools.length > 50);
  const started = [...sources.filter(({ file }) => /^packages\/(agent|cli)\//.test(file)), ...tools];
  for (const { file } of started) {
    // Types may be imported from anywhere.
    const text = readFileSync(root + file, "utf8").replace(/^import type .*$/gm, "");
    assert.ok(!importsOf(text).includes("node:child_process"), `${file} starts a program past execa`);
  }
});

for (const library of [
  "execa",
  "bonjour-service",
  "qr",
  "yaml",
  "diff",
  "node:sqlite",
  "systeminformation",
  "node-cron",
  "@peculiar/asn1-csr",
  "@peculiar/asn1-schema",
]) {
  test(`${library} stays behind one file of a package`, () => {
    const importers = [...sources, ...tools].filter(({ imports }) => imports.includes(library)).map(({ file }) => file);
    const packages = importers.map((file) => file.split("/").slice(0, 2).join("/"));
    assert.deepEqual(packages, [...new Set(packages)], importers.join(", "));
  });
}

test("every row of the threats names what holds it, and every test named there exists", () => {
  const rows = readFileSync(`${root}docs/threats.md`, "utf8").match(/^\| \d+ \|.*$/gm) ?? [];
  assert.deepEqual(
    rows.map((row) => Number(row.split("|")[1])),
    Array.from({ length: 28 }, (_, index) => index + 1),
  );
  for (const row of rows) {
    const named = [...(row.split("|")[4] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
    assert.ok(named.length > 0, row);
    for (const name of named) {
      if (/^npm run (?:attack|soak)$/.test(name)) continue;
      assert.ok(/\.test\.ts$/.test(name) && existsSync(root + name), `${name} in row${row.split("|")[1]}`);
    }
  }
});

test("the hostile peer of npm run attack shares no code with anybody", () => {
  const peer = globSync("test/attack/peer/**/*.ts", { cwd: root });
  assert.ok(peer.length > 10);
  for (const file of peer) {
    for (const name of importsOf(readFileSync(root + file, "utf8"))) {
      const isOwn = name.startsWith(".") && new URL(name, `file:///${file}`).pathname.startsWith("/test/attack/peer/");
      assert.ok(isOwn || name.startsWith("node:"), `${file} imports ${name}`);
    }
  }
});
