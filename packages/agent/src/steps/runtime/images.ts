/** Pulls the images that every node runs once it has joined, while it waits for the control plane. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { kubeadmState } from "../tools/kubeadm-state.ts";
import { list } from "../tools/sentence.ts";
import { RUN_DIRECTORY } from "../tools/state.ts";
import type { Step } from "../tools/step.ts";
import { imagesHere } from "./ctr.ts";
import { kubeadmImages } from "./kubeadm-images.ts";

/** Images whose pull was begun since the last boot. Not retried: if one fails, the kubelet pulls it and says why. */
const BEGUN = `${RUN_DIRECTORY}/pulls.json`;
/** Of this package (packages/agent/src/pull): asks containerd itself, as the kubelet does. */
const PULL = ["/usr/lib/pi-agent/node", "/usr/lib/pi-agent/pi-agent-pull.cjs"] as const;

/** Starts the pulls without waiting: nothing depends on their end. Once in a cluster, the kubelet pulls by itself. */
export function images(spec: NodeSpec): Step {
  return {
    name: "images",
    comfort: true,
    async check({ host }) {
      if ((await kubeadmState(host)).phase === "finished") return undefined;
      const names = await toPull(host, spec);
      return names.length > 0 ? `pull ${list(names)} in the background` : undefined;
    },
    async apply({ host }) {
      const names = await toPull(host, spec);
      const begun = await begunPulls(host);
      await host.makeDirectory(RUN_DIRECTORY, { mode: 0o700 });
      const unit = [`--unit=pi-agent-pull-${begun.length + 1}`, "--nice=10"];
      const pull = host.run(["systemd-run", "--quiet", "--collect", ...unit, "--", ...PULL, ...names]);
      await pull.catch((cause: unknown) => {
        // Started by an agent that was killed before it could record that below.
        if (!/already/.test(AppError.from(cause).message)) throw cause;
      });
      await host.write(BEGUN, JSON.stringify([...begun, ...names]), { mode: 0o600 });
    },
  };
}

async function toPull(host: Host, spec: NodeSpec): Promise<readonly string[]> {
  const begun = await begunPulls(host);
  const kubeadm = (await kubeadmImages(host, spec)).filter((name) => /\/(?:kube-proxy|pause):/.test(name));
  const wanted = [...new Set([...kubeadm, ...spec.images])].filter((name) => !begun.includes(name));
  if (wanted.length === 0) return [];
  const here = await imagesHere(host);
  return wanted.filter((name) => !here.includes(name));
}

async function begunPulls(host: Host): Promise<readonly string[]> {
  return JSON.parse((await host.read(BEGUN)) ?? "[]") as readonly string[];
}
