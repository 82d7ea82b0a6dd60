import { copyFile, mkdir, readFile, rm, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { goCache, goEnvironment, goTree } from "./kubernetes-source.ts";

const SOURCE = join(import.meta.dirname, "crictl/main.go");

/** A folder with `crictl`, built with Kubernetes' toolchain from Kubernetes' own vendored CRI and gRPC packages. */
export async function crictl(workshop: Workshop, source: string): Promise<string> {
  const tree = goTree(source);
  return artefact(workshop, {
    name: "crictl",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      program: await readFile(SOURCE, "utf8"),
      source: basename(source),
    },
    make: async (dir, run) => {
      const gopath = join(dir, "gopath");
      const home = join(gopath, "src/crictl");
      await mkdir(home, { recursive: true });
      await copyFile(SOURCE, join(home, "main.go"));
      // Its dependencies are those of Kubernetes: in GOPATH mode a `vendor` folder beside the program is all it takes.
      await symlink(join(tree.gopath, "src/k8s.io/kubernetes/vendor"), join(home, "vendor"));
      const env = goEnvironment({ ...tree, gopath }, goCache(workshop));
      await run(["go", "build", "-trimpath", "-ldflags", "-s -w", "-o", join(dir, "crictl"), "crictl"], {
        cwd: home,
        env,
      });
      await rm(gopath, { recursive: true });
    },
  });
}
