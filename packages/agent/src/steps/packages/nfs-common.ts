/** Installs the NFS client, with which the kubelet mounts NFS volumes. Runs late: a node can become Ready without it. */

import type { Step } from "../tools/step.ts";
import { apt, install, packageStates } from "./dpkg.ts";

export const NFS_COMMON = "nfs-common";

export const nfsCommon: Step = {
  name: "nfs-common",
  async check({ host }) {
    const [state] = await packageStates(host, [NFS_COMMON]);
    return state?.installed ? undefined : `install ${NFS_COMMON}`;
  },
  async apply(context) {
    await apt(context, ["update"]);
    await install(context, [NFS_COMMON]);
  },
};
