import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { machineSources, privateApt, RELEASE, sourceLine } from "./debian.ts";
import type { Run } from "./tool.ts";

/** The version in Debian's archive: the newest full source of Kubernetes there, with its vendored dependencies. */
export const KUBERNETES_VERSION = "1.20.2";

/** The toolchain comes from here: with Go 1.18 and later kubeadm 1.20 builds, but crashes at run time (reflect2). */
const TOOLCHAIN = { release: "bullseye", packages: ["golang-1.15-go", "golang-1.15-src"] };

/** A Go tree: where the toolchain is, and the GOPATH with k8s.io/kubernetes in it, generated files made. */
export interface GoTree {
  goroot: string;
  gopath: string;
}

export const goTree = (source: string): GoTree => ({
  goroot: join(source, "toolchain/usr/lib/go-1.15"),
  gopath: join(source, "gopath"),
});

/** The environment for `go`: GOPATH mode, because with modules on Go wants to change the vendored go.mod. */
export const goEnvironment = ({ goroot, gopath }: GoTree, cache: string): Record<string, string> => ({
  GOROOT: goroot,
  GOPATH: gopath,
  GOCACHE: cache,
  GO111MODULE: "off",
  GOFLAGS: "",
  CGO_ENABLED: "0",
  PATH: `${goroot}/bin:${process.env.PATH}`,
});

/** Go's build cache: lives on between builds and survives a kill, so that a second build is quick. */
export const goCache = (workshop: Workshop): string => join(workshop.root, "go-cache");

/** Kubernetes' source and the Go that builds it, both verified by Debian's signatures. */
export async function kubernetesSource(workshop: Workshop): Promise<string> {
  return artefact(workshop, {
    name: "kubernetes-source",
    inputs: { recipe: await readFile(import.meta.filename, "utf8") },
    make: (dir, run) => make(dir, run, goCache(workshop)),
  });
}

async function make(dir: string, run: Run, cache: string): Promise<void> {
  const debian = (await machineSources(run)).filter(({ suite }) => suite === RELEASE);
  const download = join(dir, "download");
  const apt = await privateApt(run, download, {
    sources: debian.flatMap((source) => [
      sourceLine("deb-src", source),
      sourceLine("deb", { ...source, suite: TOOLCHAIN.release }),
    ]),
  });
  await apt(["source", "--download-only", "--tar-only", "kubernetes"]);
  await apt(["download", ...TOOLCHAIN.packages]);

  const { goroot, gopath } = goTree(dir);
  const tree = join(gopath, "src/k8s.io/kubernetes");
  await mkdir(tree, { recursive: true });
  for (const file of await readdir(download)) {
    const path = join(download, file);
    if (file.endsWith(".deb")) await run(["dpkg-deb", "--extract", path, join(dir, "toolchain")]);
    if (file.includes(`really${KUBERNETES_VERSION}.orig.tar`)) {
      await run(["tar", "--extract", "--file", path, "--strip-components=1", "--directory", tree]);
    }
  }
  await rm(download, { recursive: true });
  // The API server needs generated OpenAPI code that the source package does not ship.
  await run(["make", "generated_files"], { cwd: tree, env: goEnvironment({ goroot, gopath }, cache) });
}
