/** kubeadm's configuration API by Kubernetes version. */
import { minorOf } from "../domain/support.ts";

/** v1beta2 lives from 1.15 to 1.26, v1beta3 from 1.22, v1beta4 from 1.31 on. */
export type ConfigApi = "v1beta2" | "v1beta3" | "v1beta4";

export function configApi(kubernetesVersion: string): ConfigApi {
  const minor = minorOf(kubernetesVersion);
  if (minor <= 21) return "v1beta2";
  return minor <= 30 ? "v1beta3" : "v1beta4";
}

/** Kubelets before 1.24 take a plain path; later ones want the scheme and complain without it. */
export const criSocket = (kubernetesVersion: string): string =>
  minorOf(kubernetesVersion) < 24 ? "/run/containerd/containerd.sock" : "unix:///run/containerd/containerd.sock";
