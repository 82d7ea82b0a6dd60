/** Certificate requests of kubelets: which of them are covered by a join token that the coordinator made. Pure. */
import type { TokenRecord } from "./tokens.ts";

/** The signer of the certificates with which kubelets authenticate. */
export const KUBELET_SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";

/** Who makes the request (as authenticated by the API server), and for what. */
export interface CertificateRequest {
  /** Chosen by the requester. */
  readonly name: string;
  /** Chosen by the API server. */
  readonly uid: string;
  readonly signer: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly usages: readonly string[];
  /** Undefined unless it is one organisation and one common name and nothing else. */
  readonly subject: { readonly organisation: string; readonly commonName: string } | undefined;
  /** Undefined while it is undecided. */
  readonly decision: { readonly isApproved: boolean; readonly reason: string } | undefined;
  readonly isIssued: boolean;
}

export type Verdict =
  /** Not the coordinator's concern, or nothing to do. */
  | { readonly kind: "leave" }
  /** A kubelet joins with a token that the coordinator did not make; a person may have made it. */
  | { readonly kind: "unknown" }
  /** It came with a token that the coordinator has since deleted, so it must not be reported as a person's. */
  | { readonly kind: "late" }
  | { readonly kind: "approve"; readonly token: TokenRecord }
  /** The token was used for something other than the one request that it is for. */
  | { readonly kind: "deny"; readonly token: TokenRecord; readonly reason: string }
  /** Something else approved a request that only the coordinator may approve. */
  | { readonly kind: "overtaken"; readonly token: TokenRecord }
  /** The certificate is ready for the kubelet to fetch. */
  | { readonly kind: "issued"; readonly token: TokenRecord };

const LEAVE: Verdict = { kind: "leave" };

/** system:bootstrap:abcdef is the API server's user name for the holder of a bootstrap token. */
const BOOTSTRAP_USER = /^system:bootstrap:([a-z0-9]{6})$/;

/** `past`: ids of all tokens that the coordinator ever made. */
export function judge(
  request: CertificateRequest,
  tokens: readonly TokenRecord[],
  past: ReadonlySet<string> = new Set(),
): Verdict {
  if (request.signer !== KUBELET_SIGNER) return LEAVE;
  const id = BOOTSTRAP_USER.exec(request.username)?.[1];
  // A kubelet renewing its own certificate, or a person: the API server's own rules apply to them.
  if (id === undefined) return LEAVE;
  const token = tokens.find((one) => one.id === id);
  const { decision } = request;
  if (!token) return decision ? LEAVE : { kind: past.has(id) ? "late" : "unknown" };
  const isItsOwn = token.request === request.uid;
  if (decision) {
    if (!decision.isApproved) return LEAVE;
    if (!isItsOwn) return { kind: "overtaken", token };
    return request.isIssued && token.issuedAt === undefined ? { kind: "issued", token } : LEAVE;
  }
  const reason = wrongWith(request, token);
  if (reason) return { kind: "deny", token, reason };
  return { kind: "approve", token };
}

/** What kube-controller-manager checks (pkg/apis/certificates/helpers.go, IsKubeletClientCSR), and more. */
function wrongWith({ uid, groups, usages, subject }: CertificateRequest, token: TokenRecord): string | undefined {
  if (token.request !== "" && token.request !== uid) return "a second certificate with one join token";
  if (!groups.includes("system:bootstrappers")) return "a token that is not a join token of kubeadm's";
  if (!isKubeletUsage(usages)) return `a certificate for ${usages.join(", ") || "nothing"}`;
  if (subject?.organisation !== "system:nodes") return "a certificate that is not for a kubelet";
  const { commonName } = subject;
  return commonName === `system:node:${token.node}` ? undefined : `the certificate of ${commonName.slice(0, 80)}`;
}

/** Only requests with RSA keys ask for key encipherment (kubernetes/enhancements 4062). */
function isKubeletUsage(usages: readonly string[]): boolean {
  const sorted = [...usages].sort().join();
  return sorted === "client auth,digital signature" || sorted === "client auth,digital signature,key encipherment";
}
