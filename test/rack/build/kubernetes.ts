import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { goCache, goEnvironment, goTree, KUBERNETES_VERSION } from "./kubernetes-source.ts";

const COMPONENTS = [
  "kubeadm",
  "kubelet",
  "kubectl",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
];

/** What `kubeadm version` and the kubelet report: kubeadm refuses a kubelet that says 0.0.0. */
function stamp(version: string): string {
  const [major, minor] = version.split(".");
  const fields = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitCommit: "faecb196815e248d3ecfb03c680a4507229c2a56",
    gitTreeState: "clean",
    buildDate: "2021-01-13T13:20:00Z",
  };
  return ["component-base/version", "client-go/pkg/version"]
    .flatMap((name) =>
      Object.entries(fields).map(([key, value]) => [`k8s.io/kubernetes/vendor/k8s.io/${name}`, key, value]),
    )
    .map(([name, key, value]) => `-X ${name}.${key}=${value}`)
    .join(" ");
}

/** A folder with the seven binaries of real Kubernetes, statically linked. */
export async function kubernetes(workshop: Workshop, source: string): Promise<string> {
  const tree = goTree(source);
  return artefact(workshop, {
    name: "kubernetes",
    inputs: { recipe: await readFile(import.meta.filename, "utf8"), source: basename(source) },
    make: async (dir, run) => {
      const env = goEnvironment(tree, goCache(workshop));
      const cwd = join(tree.gopath, "src/k8s.io/kubernetes");
      const flags = `-s -w ${stamp(KUBERNETES_VERSION)}`;
      // One after the other: each is parallel in itself, and the second finds most of its packages built.
      for (const name of COMPONENTS) {
        const target = `k8s.io/kubernetes/cmd/${name}`;
        await run(["go", "build", "-trimpath", "-ldflags", flags, "-o", join(dir, name), target], { cwd, env });
        workshop.say(`kubernetes: ${name}`);
      }
      const version = (await run([join(dir, "kubeadm"), "version", "--output", "short"])).trim();
      if (version !== `v${KUBERNETES_VERSION}`) throw new Error(`the kubeadm that was built reports ${version}`);
    },
  });
}
