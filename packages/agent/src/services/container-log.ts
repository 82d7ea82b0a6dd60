/** Finds the last error in a container's log (CRI format), as one line. Pure. */

/** `time`: when the runtime logged it, in milliseconds since 1970. */
export interface LoggedError {
  readonly time: number;
  readonly line: string;
}

/** `2026-11-27T10:00:00.123456789+00:00 stderr F text`; P instead of F marks part of a line. */
const ENTRY = /^(\S+) (?:stdout|stderr) ([FP])\S* ?(.*)$/;

/** klog's E and F, other loggers' markers, and what the runtime, the loader and Go print when a program crashes. */
const ERROR =
  /^[EF]\d{4} |^\[(?:ERROR|FATAL)\]|\blevel=(?:error|fatal)\b|^(?:error|fatal|panic)\b|error while loading|^exec |: not found$|^\S*iptables\S*: /i;
/** kube-proxy logs this as an error at every start, in every cluster that kubeadm creates. */
const ALWAYS = /configuration may be incomplete or incorrect/;
const KLOG_HEAD = /^[EFIW]\d{4} [\d:.]+\s+\d+ \S+\] /;

/** The last error in `tail`, the end of a log; undefined when there is none. */
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

/** Groups lines into entries: klog puts a failed program's output on indented lines after its own. */
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
