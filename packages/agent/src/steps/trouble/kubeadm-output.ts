/** Cleans kubeadm's output for people: no colours, no noise. Pure. */

/** Escape codes (ECMA-48 CSI) that colour a terminal and deface a journal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what the codes begin with
const ESCAPES = /\x1b\[[0-9;?]*[ -/]*[@-~]/g;

export const withoutEscapes = (text: string): string => text.replace(ESCAPES, "");

/**
 * Whether a line of SystemVerification's report says that all is well: as soon as one check fails, kubeadm prints all
 * forty or so. Source: k8s.io/system-validators, report.go.
 */
export const isGoodReport = (line: string): boolean =>
  /^(?:OS|KERNEL_VERSION|(?:CONFIG|CGROUPS)_\w+): (?:enabled\b.*|Linux|\d\S*)$/.test(line.trim());
