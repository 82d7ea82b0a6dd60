/** Runs kubectl with the administrator's credentials, on the control plane's Pi only. */
import type { Argv, Host, RunOptions } from "../../host/host.ts";
import { ADMIN_CONF } from "../tools/kubeadm-state.ts";
import { RUN_DIRECTORY } from "../tools/state.ts";

/** The discovery cache belongs on tmpfs, not on the card. */
const kubectl = (...args: readonly string[]): Argv => [
  "kubectl",
  `--kubeconfig=${ADMIN_CONF}`,
  `--cache-dir=${RUN_DIRECTORY}/kube-cache`,
  "--request-timeout=20s",
  ...args,
];

export const runKubectl = (host: Host, args: readonly string[], options?: RunOptions): Promise<string> =>
  host.run(kubectl(...args), options);
