/** kubeadm configuration of a worker. Holds the token: a secret. */
import { head, nodeRegistration, PATIENCE, type Registration, timeouts, yaml } from "./documents.ts";
import { configApi } from "./version.ts";

export interface JoinInput {
  readonly kubernetesVersion: string;
  readonly node: Registration;
  /** host:port of the API server. */
  readonly server: string;
  /** `id.secret`. */
  readonly token: string;
  /** sha256:<64 hex>: what the server must show before it is believed. */
  readonly caHash: string;
}

export const joinConfiguration = (input: JoinInput): string =>
  yaml([
    {
      ...head(input.kubernetesVersion, "JoinConfiguration"),
      discovery: {
        bootstrapToken: { token: input.token, apiServerEndpoint: input.server, caCertHashes: [input.caHash] },
        ...(configApi(input.kubernetesVersion) === "v1beta4" ? {} : { timeout: PATIENCE }),
      },
      nodeRegistration: nodeRegistration(input.kubernetesVersion, input.node),
      ...(configApi(input.kubernetesVersion) === "v1beta4" ? { timeouts } : {}),
    },
  ]);
