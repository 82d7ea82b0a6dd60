/** The packages that a node needs, installed in one apt run: the runtime, and the pinned, held Kubernetes packages. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { differing, writeDiffering } from "../tools/files.ts";
import { keepSentence } from "../tools/kept-files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { askRepository, hasKey, readKey, repositoryFiles, writeKey } from "./apt-repository.ts";
import { apt, configureAll, finishPending, install, interrupted, packageStates, WITHOUT_STARTS } from "./dpkg.ts";
import { damagedPackages, markInstalling, wasCutShort } from "./installing.ts";
import { exactPackages, KUBERNETES_PACKAGES, kubernetesPackagesOf, minorOf } from "./kubernetes-index.ts";
import { DEBIANS, DOCKERS, runtimeOf } from "./runtime-package.ts";
import { containerdAdvice, refuseCandidate, refuseUnsupported, versionOf } from "./supported-versions.ts";

/** What a blank worker gets from apt before it joins, including dependencies. */
export const WORKER_PACKAGES = [...kubernetesPackagesOf({ controlPlane: false }), DEBIANS, "iptables"];

/** Throws `refused` for versions that do not go together, and for a node of a cluster that runs another version. */
export function kubernetesPackages(spec: NodeSpec): Step {
  const files = repositoryFiles(spec);
  return {
    name: "kubernetes-packages",
    async check({ host }) {
      await refuseUnsupported(host, spec.kubernetesVersion);
      const { toInstall, toReplace, toHold, dockers } = await work(host, spec);
      return sentenceOf([
        await keepSentence(host, await differing(host, files)),
        ((await differing(host, files)).length > 0 || !(await hasKey(host, spec.packages))) &&
          `take Kubernetes ${spec.kubernetesVersion} from ${spec.packages.url}`,
        ((await interrupted(host)) || (await wasCutShort(host))) && "repair what an interrupted installation left",
        toInstall.length > 0 && `install ${list(toInstall)}`,
        toReplace.length > 0 && `in place of ${list(toReplace)}`,
        toHold.includes(DOCKERS) && `take Docker's ${DOCKERS} ${dockers} for the runtime`,
        toHold.length > 0 && `hold ${list(toHold)} at this version`,
      ]);
    },
    async apply(context) {
      const { host } = context;
      await finishPending(context);
      if (await interrupted(host)) await configureAll(context);
      const { toInstall, isBlank } = await work(host, spec);
      const wanted = await exact(context, spec, toInstall);
      await writeDiffering(host, files);
      const cutShort = await wasCutShort(host);
      const damaged = cutShort ? await damagedPackages(host) : [];
      if (wanted.length > 0 || damaged.length > 0) {
        await apt(context, ["update"]);
        if (wanted.includes(DEBIANS)) await refuseCandidate(host, spec.kubernetesVersion);
        // The mark of the interrupted boot stays until everything is repaired: this agent may be killed too.
        if (!cutShort) await markInstalling(host);
        const more = ["-oDpkg::Options::=--force-unsafe-io", "--allow-change-held-packages"];
        // The runtime would start with settings that are not ours, and a kubelet that has none would end and start again.
        const env = isBlank ? WITHOUT_STARTS : {};
        if (wanted.length > 0) await install(context, wanted, [...more, "--allow-downgrades"], env);
        if (damaged.length > 0) await install(context, damaged, [...more, "--reinstall"]);
      }
      if (cutShort) await markInstalling(host);
      const { held, toHold } = await work(host, spec);
      if (toHold.length > 0) await host.run(["apt-mark", "hold", ...toHold]);
      const advice = await containerdAdvice(host, spec.kubernetesVersion);
      // Once: later there is nothing to install.
      if (advice && toInstall.some((name) => held.includes(name))) context.output(advice);
    },
  };
}

/**
 * What apt is asked to install, with exact versions, so that it never takes others: the repository is asked first, and
 * nothing has changed if it does not have them. Its key is written once it has proved valid.
 */
async function exact({ host, signal }: StepContext, spec: NodeSpec, names: readonly string[]) {
  const kubernetes = names.filter(isKubernetes);
  const given = spec.packages.key;
  if (kubernetes.length === 0 && (given !== "" || (await hasKey(host, spec.packages)))) {
    if (!(await hasKey(host, spec.packages))) await writeKey(host, given);
    return names;
  }
  const repository = await askRepository(host, spec, { signal });
  const exactly = kubernetes.length > 0 ? exactPackages(repository, kubernetes, spec.kubernetesVersion) : [];
  if ((await readKey(host)) !== repository.key) await writeKey(host, repository.key);
  return [...exactly, ...names.filter((name) => !isKubernetes(name))];
}

const isKubernetes = (name: string) => (KUBERNETES_PACKAGES as readonly string[]).includes(name);

async function work(host: Host, spec: NodeSpec) {
  const version = spec.kubernetesVersion;
  const states = await packageStates(host, [...KUBERNETES_PACKAGES, DEBIANS, DOCKERS, "iptables"]);
  const runtime = runtimeOf(states)?.name ?? DEBIANS;
  const held = [...kubernetesPackagesOf(spec), runtime];
  const toInstall = [...held, "iptables"].filter((name) => {
    const state = states.find((one) => one.name === name);
    if (!state?.installed) return true;
    return isKubernetes(name) && versionOf(state.version) !== version;
  });
  await refuseUpgrade(host, toInstall, states.find((one) => one.name === "kubelet")?.version, version);
  const toReplace = states
    .filter((state) => state.installed && isKubernetes(state.name) && toInstall.includes(state.name))
    .map((state) => `${state.name} ${versionOf(state.version)}`);
  const toHold = held.filter((name) => !toInstall.includes(name) && !states.find((one) => one.name === name)?.held);
  const dockers = versionOf(states.find((one) => one.name === DOCKERS)?.version ?? "");
  /** Nothing runs yet that an installation would have to restart. */
  const isBlank = states.every(({ name, installed }) => !installed || name === "iptables");
  return { held, toInstall, toReplace, toHold, dockers, isBlank };
}

/** Replacing the kubelet of a running node is an upgrade, which kubeadm has to perform. */
async function refuseUpgrade(host: Host, toInstall: readonly string[], installed = "", version: string) {
  if (installed === "" || versionOf(installed) === version || !toInstall.includes("kubelet")) return;
  if ((await host.read("/etc/kubernetes/kubelet.conf")) === undefined) return;
  const runs = versionOf(installed);
  throw new AppError(
    "refused",
    `this node runs Kubernetes ${runs} and rack.yaml asks for ${version}: write kubernetes: ${runs} there again, ` +
      `${another(runs, version)}, or reset the node`,
  );
}

/** How a person gets from one version to the other by hand. */
function another(runs: string, version: string): string {
  const [from = 0, to = 0] = [runs, version].map((one) => Number(minorOf(one).split(".")[1]));
  const [oldPatch = 0, newPatch = 0] = [runs, version].map((one) => Number(one.split(".")[2]));
  if (to < from || (to === from && newPatch < oldPatch)) return "since kubeadm does not go back to an older version";
  if (to > from + 1) return `upgrade it with kubeadm upgrade, one minor after the other from 1.${from + 1} on`;
  return "upgrade it with kubeadm upgrade";
}
