/** The house's own rules, read off the files: who may import whom, and which libraries stay behind one file. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = globSync("packages/*/src/**/*.ts", { cwd: root })
  .filter((file) => !/\.test\.ts$|\/gen\/|\/testing\.ts$/.test(file))
  .map((file) => ({ file, imports: importsOf(readFileSync(root + file, "utf8")) }));

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
  for (const { file, imports } of sources) {
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

for (const library of [
  "execa",
  "bonjour-service",
  "qr",
  "yaml",
  "diff",
  "node:sqlite",
  "systeminformation",
  "node-cron",
]) {
  test(`${library} stays behind one file of a package`, () => {
    const importers = sources.filter(({ imports }) => imports.includes(library)).map(({ file }) => file);
    const packages = importers.map((file) => file.split("/")[1]);
    assert.deepEqual(packages, [...new Set(packages)], importers.join(", "));
  });
}

test("every dependency is at least as new as the version without its known holes", () => {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  const atLeast = { ws: "8.23.0", protobufjs: "8.8.1", "bonjour-service": "1.4.4" };
  for (const [name, minimum] of Object.entries(atLeast)) {
    const locked = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(locked.length > 0, name);
    for (const [path, { version }] of locked) {
      const newer = version.localeCompare(minimum, "en", { numeric: true }) >= 0;
      assert.ok(newer || path.includes("protobufjs-cli"), `${path} is ${version}, not ${minimum}`);
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
