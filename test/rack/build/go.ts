/** The machine's own Go, independent of its owner's settings. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Workshop } from "./cache.ts";
import type { Run, ToolOptions } from "./tool.ts";
import { type Architecture, OWN_ARCHITECTURE } from "./versions.ts";

/** Where Go is looked for before the path: the first is where its own archive is unpacked. */
const PLACES = ["/usr/local/go/bin/go", "/usr/lib/go/bin/go"];

export interface Go {
  /** 1.26.8 */
  readonly version: string;
  readonly program: string;
  /** The rack's own settings. */
  readonly environment: (target: GoTarget) => Record<string, string | undefined>;
}

/** The target of a build: this machine's own architecture by default. `cgo` lets Go link with C. */
export interface GoTarget {
  readonly cgo?: boolean;
  readonly architecture?: Architecture;
}

export interface GoOptions extends Pick<ToolOptions, "cwd" | "onErrorLines">, GoTarget {}

export const runGo = (
  run: Run,
  { program, environment }: Go,
  args: readonly string[],
  { cgo, architecture, ...options }: GoOptions = {},
): Promise<string> => run([program, ...args], { ...options, env: environment({ cgo, architecture }) });

/** Go's build and module caches: kept across versions and builds, and intact after a kill. */
export const goCache = (root: string) => ({ build: join(root, "go/build"), path: join(root, "go/path") });

/**
 * Clears every setting of Go and cgo that the owner may have made in the environment or with `go env -w`: a single one
 * (GOFLAGS=-buildvcs=false, say) is enough to break a build or to change the program that it makes. The owner's source
 * of modules (GOPROXY) is kept.
 */
export function goEnvironment(
  own: NodeJS.ProcessEnv,
  {
    root,
    proxy,
    cgo = false,
    architecture = OWN_ARCHITECTURE,
  }: { readonly root: string; readonly proxy: string } & GoTarget,
): Record<string, string | undefined> {
  const foreign = Object.keys(own).filter((name) => /^(GO[A-Z0-9_]*|CGO_[A-Z_]*|CC|CXX|AR|FC|PKG_CONFIG)$/.test(name));
  const { build, path } = goCache(root);
  return {
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    GOENV: "off",
    GOWORK: "off",
    // The checksums are committed: only what is in go.sum is accepted, and no checksum server is asked.
    GOFLAGS: "-mod=readonly",
    GOSUMDB: "off",
    GOPROXY: proxy,
    GOTOOLCHAIN: "local",
    GOPATH: path,
    GOCACHE: build,
    GOARCH: architecture,
    CGO_ENABLED: cgo ? "1" : "0",
  };
}

/** Go 1.26 or newer, as the modules require; else a sentence that says what the machine lacks. */
export async function findGo(
  { root, places = PLACES }: Pick<Workshop, "root"> & { readonly places?: readonly string[] },
  run: Run,
): Promise<Go | string> {
  const program = places.find((place) => existsSync(place)) ?? "go";
  // GOPROXY is read with the owner's settings file, but without its flags, which this Go may not know.
  const ask = (env: Record<string, string | undefined>, ...args: string[]) =>
    run([program, ...args], { env }).then(
      (text) => text.trim(),
      () => undefined,
    );
  const version = /^go version go(\d+\.\d+(?:\.\d+)?)/.exec(
    (await ask(goEnvironment(process.env, { root, proxy: "off" }), "version")) ?? "",
  )?.[1];
  if (version === undefined) return "Go 1.26 or newer is not installed";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 1 || (major === 1 && minor < 26)) return `Go 1.26 or newer is needed, and go${version} is installed`;
  const proxy =
    (await ask({ GOFLAGS: "", GOTOOLCHAIN: "local", GOWORK: "off" }, "env", "GOPROXY")) ||
    "https://proxy.golang.org,direct";
  return { version, program, environment: (target) => goEnvironment(process.env, { root, proxy, ...target }) };
}
