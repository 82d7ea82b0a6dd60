/** kubeadm's preflight checks that cannot pass in a container, which shows the outer host's kernel and CPUs. */
const IN_CONTAINER: readonly string[] = ["SystemVerification", "NumCPU"];

/** Checks to ignore: those that rack.yaml names, and two more in a container. */
export const ignoredPreflight = (configured: readonly string[], container: boolean): readonly string[] => [
  ...new Set([...configured, ...(container ? IN_CONTAINER : [])]),
];
