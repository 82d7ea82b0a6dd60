/** What kubeadm prints, as a person should read it: without colours and noise. Pure. */

/** Escape codes (ECMA-48 CSI) that colour a terminal and clutter a journal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what the codes begin with
const ESCAPES = /\x1b\[[0-9;?]*[ -/]*[@-~]/g;

export const withoutEscapes = (text: string): string => text.replace(ESCAPES, "");

/**
 * A line of SystemVerification's report of some forty that says that all is well; it prints them all as soon as one is
 * not, at every join. Source: k8s.io/system-validators, report.go.
 */
export const isGoodReport = (line: string): boolean =>
  /^(?:OS|KERNEL_VERSION|(?:CONFIG|CGROUPS)_\w+): (?:enabled\b.*|Linux|\d\S*)$/.test(line.trim());
