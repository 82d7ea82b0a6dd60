/** kubeadm configuration of a worker. Holds the token: a secret. */
import { head, nodeRegistration, type Registration, timeouts, yaml } from "./documents.ts";

export interface JoinInput {
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
      ...head("JoinConfiguration"),
      discovery: {
        bootstrapToken: { token: input.token, apiServerEndpoint: input.server, caCertHashes: [input.caHash] },
      },
      nodeRegistration: nodeRegistration(input.node),
      timeouts,
    },
  ]);
