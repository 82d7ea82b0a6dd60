/**
 * Kubernetes lets a kubelet set the pod subnet of its own Node when it registers, and everything that relies on Nodes
 * (flannel included) routes the other nodes' traffic there. Only the controller manager should assign subnets: this
 * policy makes the API server enforce that.
 */
const NAME = "rackberry-pod-subnets";

/** CEL. `oldObject` is null when a Node is created. */
const UNCHANGED =
  "oldObject != null && has(oldObject.spec) && has(oldObject.spec.podCIDR) && has(object.spec.podCIDR) && " +
  "object.spec.podCIDR == oldObject.spec.podCIDR && object.spec.podCIDRs == oldObject.spec.podCIDRs";
const NONE = "!has(object.spec) || (!has(object.spec.podCIDR) && !has(object.spec.podCIDRs))";

/** Documents: admissionregistration.k8s.io/v1, in Kubernetes since 1.30. */
export const nodePolicy: readonly object[] = [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: NAME },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["nodes"] },
        ],
      },
      matchConditions: [{ name: "kubelet", expression: "'system:nodes' in request.userInfo.groups" }],
      validations: [
        { expression: `(${NONE}) || (${UNCHANGED})`, message: "a node may not set its own pod subnet (Rackberry)" },
      ],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: NAME },
    spec: { policyName: NAME, validationActions: ["Deny"] },
  },
];
