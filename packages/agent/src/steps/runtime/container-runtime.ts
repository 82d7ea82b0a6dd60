/** containerd as the kubelet needs it: cgroup driver, sandbox image, mirrors; and both services on. */
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { packageStates } from "../packages/dpkg.ts";
import { installedRuntime, RUNTIMES, runtimeOf } from "../packages/runtime-package.ts";
import { versionOf } from "../packages/supported-versions.ts";
import { differing, type WantedFile, writeDiffering, writeSentence } from "../tools/files.ts";
import { keepCopy, keepSentence } from "../tools/kept-files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import { isStale, markStale, unmarkStale } from "../tools/stale-units.ts";
import type { Step } from "../tools/step.ts";
import { hostCgroupDriver, mayRaiseLimits } from "../tools/system.ts";
import { BOOT_PATIENCE, type UnitState, unitStates } from "../tools/units.ts";
import {
  CERTS_DIRECTORY,
  containerdConfig,
  isOurCertificate,
  isOurHostsFile,
  mirrorFiles,
} from "./containerd-config.ts";
import { kubeadmImages } from "./kubeadm-images.ts";

const UNIT = "containerd.service";
const CONFIG = "/etc/containerd/config.toml";
const KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
const CRICTL = {
  path: "/etc/crictl.yaml",
  content: "# Written by pi-agent.\nruntime-endpoint: unix:///run/containerd/containerd.sock\n",
};

/** Runs after the packages step: the versions that are installed decide. */
export function containerRuntime(spec: NodeSpec): Step {
  const wantedOf = async (host: Host, debianVersion: string) =>
    wantedFiles(host, spec, debianVersion, await sandboxImage(host, spec));
  return {
    name: "container-runtime",
    async check({ host }) {
      const states = await packageStates(host, [...RUNTIMES, "kubeadm"]);
      const installed = runtimeOf(states);
      const hasKubeadm = states.some((state) => state.name === "kubeadm" && state.installed);
      if (!installed || !hasKubeadm) return "set up containerd once it is installed";
      const files = await differing(host, await wantedOf(host, installed.version));
      const [containerd, kubelet] = await unitStates(host, [UNIT, "kubelet.service"]);
      const stale = await staleFiles(host, spec);
      return sentenceOf([
        await keepSentence(host, files),
        files.length > 0 && writeSentence(files),
        stale.length > 0 && `remove ${list(stale)}`,
        (isDown(containerd) || !containerd?.enabled) && "start containerd, now and at boot",
        (await isStale(host, UNIT)) && "restart containerd with its new settings",
        !kubelet?.enabled && "start the kubelet at boot",
      ]);
    },
    async apply({ host }) {
      const wanted = await wantedOf(host, (await installedRuntime(host))?.version ?? "");
      // Mirrors are read at each pull: only the configuration itself takes a restart. Containers survive it.
      if ((await differing(host, wanted)).some((file) => file.path === CONFIG)) await markStale(host, UNIT);
      await writeDiffering(host, wanted);
      for (const path of await staleFiles(host, spec)) {
        await keepCopy(host, path);
        await host.remove(path);
      }
      const [runtime, kubelet] = await unitStates(host, [UNIT, "kubelet.service"]);
      if ((await isStale(host, UNIT)) || isDown(runtime)) {
        // While the boot is under way, it may have to wait for its turn.
        await host.run(["systemctl", "restart", UNIT], { timeout: BOOT_PATIENCE });
        await unmarkStale(host, UNIT);
      }
      // Its package has started it, and it ends at once, every ten seconds. kubeadm starts it when there is something to run.
      if (kubelet?.active && !(await isTold(host))) await host.run(["systemctl", "stop", kubelet.name]);
      // Last: that both are on says that all before has been done.
      const off = [runtime, kubelet].filter((unit) => unit && !unit.enabled).map((unit) => unit?.name ?? "");
      if (off.length > 0) await host.run(["systemctl", "enable", ...off]);
    },
  };
}

/** Whether kubeadm has given the kubelet a configuration. */
const isTold = async (host: Host): Promise<boolean> => (await host.info(KUBELET_CONFIG)) !== undefined;

/** One that the boot has yet to start is not down. */
const isDown = (unit: UnitState | undefined): boolean => !unit?.active && !unit?.queued;

async function wantedFiles(host: Host, spec: NodeSpec, debianVersion: string, image: string) {
  const settings = {
    version: versionOf(debianVersion),
    systemdCgroup: (await hostCgroupDriver(host)) === "systemd",
    sandboxImage: image,
    mayRaiseLimits: await mayRaiseLimits(host),
  };
  const crictl = (await hasCrictl(host)) && (await host.read(CRICTL.path)) === undefined ? [CRICTL] : [];
  const files: readonly WantedFile[] = [
    { path: CONFIG, content: containerdConfig(settings), keep: true },
    ...mirrorsOf(spec),
    ...crictl,
  ];
  return files;
}

/** kubeadm knows which pause image belongs to a version; containerd's own default is another one. */
async function sandboxImage(host: Host, spec: NodeSpec): Promise<string> {
  return (await kubeadmImages(host, spec)).find((image) => /\/pause:/.test(image)) ?? "";
}

/** Kubernetes' own packages bring none along any more; whoever installs it finds it set up, and no file is for nothing. */
async function hasCrictl(host: Host): Promise<boolean> {
  return (await packageStates(host, ["cri-tools"])).some(({ installed }) => installed);
}

/** What of ours is for nothing now. */
async function staleFiles(host: Host, spec: NodeSpec): Promise<readonly string[]> {
  const crictl = !(await hasCrictl(host)) && (await host.read(CRICTL.path)) === CRICTL.content ? [CRICTL.path] : [];
  return [...(await staleMirrors(host, spec)), ...crictl];
}

/** What earlier settings left; another's hosts.toml stays. */
async function staleMirrors(host: Host, spec: NodeSpec): Promise<readonly string[]> {
  const wanted = mirrorsOf(spec).map((file) => file.path);
  const stale: string[] = [];
  for (const registry of (await host.list(CERTS_DIRECTORY)) ?? []) {
    const folder = `${CERTS_DIRECTORY}/${registry}`;
    const paths = ((await host.list(folder)) ?? []).map((name) => `${folder}/${name}`);
    for (const path of paths.filter((one) => !wanted.includes(one))) {
      const ours = path.endsWith("/hosts.toml") ? isOurHostsFile(await host.read(path)) : isOurCertificate(path);
      if (ours) stale.push(path);
    }
  }
  return stale;
}

function mirrorsOf({ mirrors }: NodeSpec): readonly WantedFile[] {
  const registries = [...new Set(mirrors.map(({ registry }) => registry))];
  return registries.flatMap((registry) => {
    const own = mirrors.filter((mirror) => mirror.registry === registry);
    return mirrorFiles(registry, own);
  });
}
