/** What kubeadm join is told on a worker. The configuration holds the token: a secret. */
import { DISCOVERY_CONF } from "@rackberry/protocol";
import { head, nodeRegistration, type Registration, timeouts, yaml } from "./documents.ts";

export interface JoinInput {
  readonly node: Registration;
  /** `id.secret`. */
  readonly token: string;
}

/** The cluster is known by a file, so nothing has to be signed with the token before it is of use. */
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
 * Where the cluster is, and the CA that its API server must show: a kubeconfig without an account, in the form that
 * kubeadm's own cluster-info has (one cluster without a name). Nothing is secret.
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
