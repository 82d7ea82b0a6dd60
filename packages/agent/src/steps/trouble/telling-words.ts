/** The lines in a failed kubeadm's output that say why. Pure. */
import { isGoodReport, withoutEscapes } from "./kubeadm-output.ts";

/** The sentence of a failed kubeadm in its own words; empty when it said nothing. */
export function tellingWords(output: string): string {
  const lines = withoutEscapes(output)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !isGoodReport(line) && !ADVICE.test(line));
  const checks = unique(lines.filter((line) => line.startsWith("[ERROR ")));
  const [pulls, others] = [checks.filter(isPull), checks.filter((line) => !isPull(line))];
  const telling = [...others, ...fewPulls(pulls.map(shortPull))];
  if (telling.length > 0) return withAdvice(telling.slice(0, 3).join("; ").slice(0, LONGEST));
  const error = lines.find((line) => /^(?:error\b|fatal\b|panic:)/i.test(line));
  return (error ?? lines.at(-1) ?? "").replace(/^error: (?=error )/, "").slice(0, LONGEST);
}

const LONGEST = 600;

/** What kubeadm's words leave open. It reads /proc/config.gz or /boot/config-VERSION (k8s.io/system-validators). */
const NO_KERNEL_CONFIG =
  "this kernel came without its configuration, so kubeadm cannot check it: install the system's own kernel, or let it " +
  "pass in rack.yaml, under kubeadm: ignorePreflightErrors: [SystemVerification]";

const withAdvice = (words: string): string =>
  words.includes("failed to parse kernel config") ? `${words}: ${NO_KERNEL_CONFIG}` : words;

/** What kubeadm ends every failure with. */
const ADVICE = /^(?:\[preflight\] If you know what you are doing|To see the stack trace of this error)/;

const isPull = (line: string) => line.startsWith("[ERROR ImagePull]");

/**
 * "[ERROR ImagePull]: failed to pull image NAME: not found": each layer from kubeadm down to the registry repeats the
 * name, and only the last says why.
 */
function shortPull(line: string): string {
  const [head, image = ""] = /^\[ERROR ImagePull\]: failed to pull image ([^\s"]+?):? /.exec(`${line} `) ?? [];
  if (head === undefined) return line;
  const layers = [`image "${image}": `, `reference "${image}": `, `image ${image}: `, `${image}: `, " desc = "];
  const from = Math.max(
    ...layers.map((layer) => line.lastIndexOf(layer) + layer.length * Number(line.includes(layer))),
  );
  return `[ERROR ImagePull]: failed to pull image ${image}: ${line.slice(from)}`;
}

/** A registry that cannot be reached fails for all images alike: one of them says it. */
function fewPulls(pulls: readonly string[]): readonly string[] {
  const [first] = pulls;
  if (first === undefined || pulls.length === 1) return pulls;
  return [`${first} (and ${pulls.length - 1} more image${pulls.length > 2 ? "s" : ""})`];
}

const unique = (lines: readonly string[]) => [...new Set(lines)];
