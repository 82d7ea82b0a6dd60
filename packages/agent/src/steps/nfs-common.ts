/** The NFS client, with which the kubelet mounts NFS volumes. */
import { apt, install, packageStates } from "./dpkg.ts";
import type { Step } from "./step.ts";

/** Installed together with everything else as a rule; this asks, and mends. */
export const nfsCommon: Step = {
  name: "nfs-common",
  async check({ host }) {
    const [state] = await packageStates(host, ["nfs-common"]);
    return state?.installed ? undefined : "install nfs-common";
  },
  async apply(context) {
    await apt(context, ["update"]);
    await install(context, ["nfs-common"]);
  },
};
