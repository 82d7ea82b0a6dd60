/** kubeadm's preflight checks that cannot hold inside a container: it shows the outer host's kernel and CPUs. */
const IN_CONTAINER: readonly string[] = ["SystemVerification", "NumCPU"];

/** Checks to ignore: those that rack.yaml names, and in a container two more. */
export const ignoredPreflight = (configured: readonly string[], container: boolean): readonly string[] => [
  ...new Set([...configured, ...(container ? IN_CONTAINER : [])]),
];
