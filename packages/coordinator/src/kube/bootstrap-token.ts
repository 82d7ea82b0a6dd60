/**
 * Bootstrap tokens, with which kubeadm join authenticates to the API server. See
 * kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens.
 */
import { randomInt } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const random = (length: number) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

export interface BootstrapToken {
  readonly id: string;
  readonly secret: string;
}

export const newToken = (): BootstrapToken => ({ id: random(6), secret: random(16) });

/** As kubeadm writes it. */
export const tokenText = ({ id, secret }: BootstrapToken): string => `${id}.${secret}`;

export const tokenSecretName = (id: string): string => `bootstrap-token-${id}`;

/** The Secret in kube-system; `expires` is milliseconds since 1970. */
export const tokenSecret = (token: BootstrapToken, node: string, expires: number) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: tokenSecretName(token.id), namespace: "kube-system" },
  type: "bootstrap.kubernetes.io/token",
  stringData: {
    description: `rackberry: join token for ${node}`,
    "token-id": token.id,
    "token-secret": token.secret,
    expiration: new Date(expires).toISOString().replace(/\.\d+Z$/, "Z"),
    "usage-bootstrap-authentication": "true",
    "auth-extra-groups": "system:bootstrappers:kubeadm:default-node-token",
  },
});
