/** Everything that comes from apt, in one run: the runtime, the NFS client, and the pinned, held Kubernetes packages. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import { hasKey, KUBERNETES_PACKAGES, repositoryFiles, writeKey } from "./apt-repository.ts";
import { apt, configureAll, finishPending, install, interrupted, isDamaged, packageStates } from "./dpkg.ts";
import { differing, writeDiffering } from "./files.ts";
import { list, sentenceOf } from "./sentence.ts";
import { STATE_DIRECTORY } from "./state.ts";
import type { Step } from "./step.ts";
import { containerdAdvice, refuseCandidate, refuseUnsupported, versionOf } from "./supported-versions.ts";
import { bootId } from "./system.ts";

const HELD = [...KUBERNETES_PACKAGES, "containerd"];
/** What a node gets from apt, with all that it depends on. */
export const NODE_PACKAGES = [...HELD, "nfs-common"];
/** There while an installation runs; one from another boot means that the plug was pulled in the middle of it. */
const MARK = `${STATE_DIRECTORY}/installing.json`;

/** Throws `refused` for versions that do not go together, and for a node of a cluster that runs another version. */
export function kubernetesPackages(spec: NodeSpec): Step {
  const files = repositoryFiles(spec);
  return {
    name: "kubernetes-packages",
    async check({ host }) {
      await refuseUnsupported(host, spec.kubernetesVersion);
      const { toInstall, toHold } = await work(host, spec.kubernetesVersion);
      return sentenceOf([
        ((await differing(host, files)).length > 0 || !(await hasKey(host, spec.packages))) &&
          `take Kubernetes ${spec.kubernetesVersion} from ${spec.packages.url}`,
        ((await interrupted(host)) || (await cutShort(host))) && "mend what an interrupted installation left",
        toInstall.length > 0 && `install ${list(toInstall)}`,
        toHold.length > 0 && `hold ${list(toHold)} at this version`,
      ]);
    },
    async apply(context) {
      const { host } = context;
      await writeDiffering(host, files);
      if (!(await hasKey(host, spec.packages))) await writeKey(host, spec.packages);
      await finishPending(context);
      if (await interrupted(host)) await configureAll(context);
      const { toInstall } = await work(host, spec.kubernetesVersion);
      const wasCutShort = await cutShort(host);
      const damaged = wasCutShort ? await damagedPackages(host) : [];
      if (toInstall.length > 0 || damaged.length > 0) {
        await apt(context, ["update"]);
        if (toInstall.includes("containerd")) await refuseCandidate(host, spec.kubernetesVersion);
        // The mark of the boot that was cut short stays until all is mended: this agent may be killed, too.
        if (!wasCutShort) await mark(host);
        if (toInstall.length > 0) {
          await install(context, toInstall, ["--allow-downgrades", "--allow-change-held-packages"]);
        }
        if (damaged.length > 0) await install(context, damaged, ["--reinstall", "--allow-change-held-packages"]);
      }
      await host.remove(MARK);
      const { toHold } = await work(host, spec.kubernetesVersion);
      if (toHold.length > 0) await host.run(["apt-mark", "hold", ...toHold]);
      const advice = await containerdAdvice(host, spec.kubernetesVersion);
      // Once: later there is nothing to install.
      if (advice && toInstall.some((name) => HELD.includes(name))) context.output(advice);
    },
  };
}

async function work(host: Host, version: string) {
  const states = await packageStates(host, NODE_PACKAGES);
  const toInstall = NODE_PACKAGES.filter((name) => {
    const state = states.find((one) => one.name === name);
    if (!state?.installed) return true;
    const kubernetes = (KUBERNETES_PACKAGES as readonly string[]).includes(name);
    return kubernetes && versionOf(state.version) !== version;
  });
  await refuseUpgrade(host, toInstall, states.find((one) => one.name === "kubelet")?.version, version);
  const toHold = HELD.filter((name) => !toInstall.includes(name) && !states.find((one) => one.name === name)?.held);
  return { toInstall, toHold };
}

/** Another kubelet under a running node is an upgrade, which kubeadm has to lead. */
async function refuseUpgrade(host: Host, toInstall: readonly string[], installed = "", version: string) {
  if (installed === "" || versionOf(installed) === version || !toInstall.includes("kubelet")) return;
  if ((await host.read("/etc/kubernetes/kubelet.conf")) === undefined) return;
  throw new AppError(
    "refused",
    `this node runs Kubernetes ${versionOf(installed)} and rack.yaml asks for ${version}: upgrade it with kubeadm ` +
      "upgrade, or reset the node",
  );
}

async function mark(host: Host): Promise<void> {
  await host.makeDirectory(STATE_DIRECTORY, { mode: 0o700 });
  await host.write(MARK, `${JSON.stringify({ bootId: await bootId(host) })}\n`, { mode: 0o600 });
}

async function cutShort(host: Host): Promise<boolean> {
  const text = await host.read(MARK);
  return text !== undefined && !text.includes(await bootId(host));
}

/** Installed, says dpkg, but files are truncated: checked after a pulled plug only, since it reads every byte. */
async function damagedPackages(host: Host): Promise<readonly string[]> {
  const damaged: string[] = [];
  const states = await packageStates(host, [...NODE_PACKAGES, "runc", "kubernetes-cni", "cri-tools"]);
  for (const { name } of states.filter((state) => state.installed)) {
    const answer = await host.run(["dpkg", "--verify", name], { timeout: 300_000, okCodes: [0, 1] });
    if (isDamaged(answer)) damaged.push(name);
  }
  return damaged;
}
