/** A container's log as the kubelet keeps it (CRI format): its last error, as one line. Pure. */

/** `time` is RFC 3339 as the runtime wrote it, in milliseconds since 1970. */
export interface LoggedError {
  readonly time: number;
  readonly line: string;
}

/** `2026-11-27T10:00:00.123456789+00:00 stderr F words`; P marks a part of a line. */
const ENTRY = /^(\S+) (?:stdout|stderr) ([FP])\S* ?(.*)$/;

/** klog's E and F, CoreDNS's and others' marks, and what the runtime, the loader and Go say when a program dies. */
const ERROR =
  /^[EF]\d{4} |^\[(?:ERROR|FATAL)\]|\blevel=(?:error|fatal)\b|^(?:error|fatal|panic)\b|error while loading|^exec |: not found$|^\S*iptables\S*: /i;
/** What kube-proxy says as an error at every start of every cluster that kubeadm makes. */
const ALWAYS = /configuration may be incomplete or incorrect/;
const KLOG_HEAD = /^[EFIW]\d{4} [\d:.]+\s+\d+ \S+\] /;

/** The last error that `tail`, the end of a log, has; undefined when there is none. */
export function lastError(tail: string): LoggedError | undefined {
  let found: LoggedError | undefined;
  for (const { time, lines } of entries(tail)) {
    const [first = ""] = lines;
    if (!ERROR.test(first) || ALWAYS.test(first)) continue;
    const line = lines.join(" ").replace(KLOG_HEAD, "").replace(/\s+/g, " ").trim();
    if (line) found = { time, line };
  }
  return found;
}

/** What was said at once: klog puts the words of a program that failed on the lines after its own, set in. */
function entries(tail: string): { time: number; lines: string[] }[] {
  const found: { time: number; lines: string[] }[] = [];
  let part = "";
  for (const raw of tail.split("\n")) {
    const [, time = "", flag, words = ""] = ENTRY.exec(raw) ?? [];
    if (flag === undefined) continue;
    const line = part + words;
    part = flag === "P" ? line : "";
    if (flag === "P") continue;
    const last = found.at(-1);
    if (last && /^\s/.test(line)) last.lines.push(line);
    else found.push({ time: Date.parse(time), lines: [line] });
  }
  return found;
}
