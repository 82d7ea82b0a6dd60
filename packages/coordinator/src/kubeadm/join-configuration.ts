/** The configuration of kubeadm join on a worker. It holds the token: a secret. */
import { DISCOVERY_CONF } from "@rackberry/protocol";
import { head, nodeRegistration, type Registration, timeouts, yaml } from "./documents.ts";

export interface JoinInput {
  readonly node: Registration;
  /** `id.secret`. */
  readonly token: string;
}

/** Discovery is by a file, so the cluster need not sign anything with the token before the token can be used. */
export const joinConfiguration = ({ node, token }: JoinInput): string =>
  yaml([
    {
      ...head("JoinConfiguration"),
      discovery: { file: { kubeConfigPath: DISCOVERY_CONF }, tlsBootstrapToken: token },
      nodeRegistration: nodeRegistration(node),
      timeouts,
    },
  ]);

/**
 * The cluster's address, and the CA of its API server's certificate: a kubeconfig without an account, in the form of
 * kubeadm's own cluster-info (one cluster without a name). Nothing in it is secret.
 */
export const discoveryDocument = ({ server, ca }: { readonly server: string; readonly ca: string }): string =>
  yaml([
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "",
          cluster: { server: `https://${server}`, "certificate-authority-data": Buffer.from(ca).toString("base64") },
        },
      ],
      contexts: [],
      "current-context": "",
      users: [],
    },
  ]);
