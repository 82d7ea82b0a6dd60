/** Pod networks of an earlier cluster: kubeadm reset leaves their settings, and containerd uses the first by name. */
import type { Host } from "../../host/host.ts";
import { keepCopy } from "../tools/kept-files.ts";
import { kubeadmState } from "../tools/kubeadm-state.ts";

const FOLDER = "/etc/cni/net.d";

/** Those that libcni sorts before `ours`. In a running cluster they are left: whoever put one there wants it. */
export async function otherNetworks(host: Host, ours: string): Promise<readonly string[]> {
  const earlier = ((await host.list(FOLDER)) ?? []).filter(
    (name) => /\.(?:conf|conflist|json)$/.test(name) && name < ours,
  );
  if (earlier.length === 0 || (await kubeadmState(host)).phase !== "nothing") return [];
  return earlier.map((name) => `${FOLDER}/${name}`);
}

export async function putAside(host: Host, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await keepCopy(host, path);
    await host.remove(path);
  }
}
