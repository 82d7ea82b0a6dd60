/** The coordinator's access to the cluster. */
import type { BootstrapToken } from "../../kube/bootstrap-token.ts";
import type { CredentialsFile } from "../../store/credentials.ts";
import type { KubeLink } from "./kube-link.ts";

export interface Clustered {
  readonly kube: KubeLink;
  readonly credentials: CredentialsFile;
  /** Join tokens that kubeadm init was given to make, by node name. In memory only, since they are secrets. */
  readonly held: Map<string, BootstrapToken>;
}
