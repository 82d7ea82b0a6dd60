/** Certificate requests of kubelets: which of them a join token that the coordinator made stands for. Pure. */
import type { TokenRecord } from "./tokens.ts";

/** The signer of the certificates with which kubelets show who they are. */
export const KUBELET_SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";

/** Who asks (as the API server has authenticated it), and for what. */
export interface CertificateRequest {
  /** Chosen by who asks. */
  readonly name: string;
  /** Chosen by the API server. */
  readonly uid: string;
  readonly signer: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly usages: readonly string[];
  /** Undefined when it is not one organisation and one common name and nothing else. */
  readonly subject: { readonly organisation: string; readonly commonName: string } | undefined;
  /** Undefined while nobody has decided. */
  readonly decision: { readonly isApproved: boolean; readonly reason: string } | undefined;
  readonly isIssued: boolean;
}

export type Verdict =
  /** None of our business, or nothing to do. */
  | { readonly kind: "leave" }
  /** Somebody joins with a token that the coordinator did not make: a person may know of it. */
  | { readonly kind: "unknown" }
  /** It came with a token that the coordinator has deleted since: nobody shall take it for a person's. */
  | { readonly kind: "late" }
  | { readonly kind: "approve"; readonly token: TokenRecord }
  /** The token was used for something else than the one request that it is for. */
  | { readonly kind: "deny"; readonly token: TokenRecord; readonly reason: string }
  /** Somebody else approved what only the coordinator may approve. */
  | { readonly kind: "overtaken"; readonly token: TokenRecord }
  /** The certificate is there for the kubelet to fetch. */
  | { readonly kind: "issued"; readonly token: TokenRecord };

const LEAVE: Verdict = { kind: "leave" };

/** system:bootstrap:abcdef: whom the API server takes the holder of a bootstrap token for. */
const BOOTSTRAP_USER = /^system:bootstrap:([a-z0-9]{6})$/;

/** `past`: ids of tokens that the coordinator made, gone or not. */
export function judge(
  request: CertificateRequest,
  tokens: readonly TokenRecord[],
  past: ReadonlySet<string> = new Set(),
): Verdict {
  if (request.signer !== KUBELET_SIGNER) return LEAVE;
  const id = BOOTSTRAP_USER.exec(request.username)?.[1];
  // A kubelet that renews its own certificate, or a person: the API server's own rules are for them.
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

/** As kube-controller-manager judges a kubelet's request (pkg/apis/certificates/helpers.go, IsKubeletClientCSR), and more. */
function wrongWith({ uid, groups, usages, subject }: CertificateRequest, token: TokenRecord): string | undefined {
  if (token.request !== "" && token.request !== uid) return "a second certificate with one join token";
  if (!groups.includes("system:bootstrappers")) return "a token that is not a join token of kubeadm's";
  if (!isKubeletUsage(usages)) return `a certificate for ${usages.join(", ") || "nothing"}`;
  if (subject?.organisation !== "system:nodes") return "a certificate that is not for a kubelet";
  const { commonName } = subject;
  return commonName === `system:node:${token.node}` ? undefined : `the certificate of ${commonName.slice(0, 80)}`;
}

/** RSA keys encipher, others do not (kubernetes/enhancements 4062). */
function isKubeletUsage(usages: readonly string[]): boolean {
  const sorted = [...usages].sort().join();
  return sorted === "client auth,digital signature" || sorted === "client auth,digital signature,key encipherment";
}
