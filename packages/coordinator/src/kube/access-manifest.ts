/** The coordinator's own access to the cluster: no more than it needs. Applied by the agent after kubeadm init. */
import { KUBELET_SIGNER } from "../domain/certificate-request.ts";
import { nodePolicy } from "./node-policy.ts";

/** Its own namespace, service account, and the Secret that holds the account's token. */
const ACCESS = { namespace: "rackberry", account: "pi-coordinator", secret: "pi-coordinator-token" } as const;

const { namespace, account } = ACCESS;
const rbac = "rbac.authorization.k8s.io";
const certificates = "certificates.k8s.io";
const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
const role = (name: string, within: string, rules: readonly object[]) => ({
  apiVersion: `${rbac}/v1`,
  kind: "Role",
  metadata: { name, namespace: within },
  rules,
});
const roleBinding = (name: string, within: string) => ({
  apiVersion: `${rbac}/v1`,
  kind: "RoleBinding",
  metadata: { name, namespace: within },
  roleRef: { apiGroup: rbac, kind: "Role", name },
  subjects,
});

const documents: readonly object[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account, namespace } },
  {
    apiVersion: "v1",
    kind: "Secret",
    // Since 1.24 Kubernetes does not make this Secret by itself; annotated like this, it is filled on all versions.
    metadata: { name: ACCESS.secret, namespace, annotations: { "kubernetes.io/service-account.name": account } },
    type: "kubernetes.io/service-account-token",
  },
  // Join tokens are Secrets in kube-system. Created and deleted, never read: reading Secrets there gives full control.
  role(`${account}-tokens`, "kube-system", [{ apiGroups: [""], resources: ["secrets"], verbs: ["create", "delete"] }]),
  roleBinding(`${account}-tokens`, "kube-system"),
  {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name: account },
    rules: [
      { apiGroups: [""], resources: ["nodes"], verbs: ["list", "watch", "delete"] },
      // Nothing is approved automatically: the coordinator approves the one kubelet certificate that a token is for.
      { apiGroups: [certificates], resources: ["certificatesigningrequests"], verbs: ["list", "watch"] },
      { apiGroups: [certificates], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
      { apiGroups: [certificates], resources: ["signers"], resourceNames: [KUBELET_SIGNER], verbs: ["approve"] },
    ],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: account },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: account },
    subjects,
  },
];

/** Documents separated by `---`, including the one rule that the cluster itself must enforce. */
export const accessManifest: string = [...documents, ...nodePolicy]
  .map((document) => `---\n${JSON.stringify(document, null, 2)}\n`)
  .join("");
