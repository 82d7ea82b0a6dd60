/** The rack as text. Pure: time and width are parameters. */
import type { MirrorStatus, NodeStatus, RackStatus } from "@rackberry/config";
import { plain } from "./plain.ts";
import { rolloutLines, rolloutSummary } from "./upgrade/rollout-lines.ts";
import { wrapped } from "./wrap.ts";

export interface ViewOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Columns; rows of a table are cut there, and sentences are wrapped. */
  readonly width: number;
}

export function viewOf(status: RackStatus, { now, width: columns }: ViewOptions): string[] {
  const width = Math.max(columns, 20);
  const { rack, kubernetesVersion, kubernetesWanted, nodes, strangers } = status;
  const kubernetes = `${kubernetesVersion}${kubernetesWanted ? ` (rack.yaml: ${kubernetesWanted})` : ""}`;
  const ready = nodes.filter((node) => node.phase === "ready").length;
  const [head = "", ...rows] = table([
    ["NODE", "ROLE", "ADDRESS", "STATE", "SINCE", "AGENT"],
    ...nodes.map((node) => [
      ...[node.name, node.role, node.address ?? "-", node.phase, age(now - node.since), node.agentVersion ?? "-"],
    ]),
  ]);
  const lines = [
    ...wrapped(
      `${rack}: Kubernetes ${kubernetes}, ${clusterOf(status)}, ${ready} of ${nodes.length} nodes ready`,
      width,
    ),
    ...status.notices.flatMap((notice) => wrapped(notice, width)),
    "",
    cut(head.trimEnd(), width),
    ...nodes.flatMap((node, index) => nodeLines(node, rows[index] ?? "", { now, width })),
  ];
  const rollout = status.rollout && rolloutSummary(status.rollout);
  if (rollout) lines.push("", ...wrapped(rollout, width));
  if (nodes.length === 0) {
    lines.push(
      ...wrapped("no Pi has been seen yet: is one powered, with a card of this rack, and on this network?", width),
    );
  }
  if (status.mirror) lines.push("", ...wrapped(`Mirror: ${mirrorOf(status.mirror)}`, width));
  if (strangers.length > 0) {
    lines.push("", "Not in the rack:");
    for (const { serial, address, since, reason, fingerprint } of strangers) {
      lines.push(...wrapped(`  ${serial} at ${address}, ${age(now - since)}: ${reason}`, width));
      lines.push(...wrapped(`    fingerprint ${fingerprint}`, width));
    }
  }
  return lines;
}

/** A row of the table, which may be cut; the node's detail follows in it or below it, never cut. */
function nodeLines(node: NodeStatus, row: string, { now, width }: ViewOptions): string[] {
  const detail = plain(detailOf(node, now));
  const whole = `${plain(row)}  ${detail}`.trimEnd();
  const fits = whole.length <= width;
  return [
    fits ? whole : cut(plain(row).trimEnd(), width),
    ...(fits ? [] : wrapped(`    ${detail}`, width)),
    ...culpritLines(node.culprits ?? []).flatMap((line) => wrapped(`  ${line}`, width)),
  ];
}

const cut = (line: string, width: number) => line.slice(0, width);

/** One line for each container's message. */
export const culpritLines = (culprits: NonNullable<NodeStatus["culprits"]>): string[] =>
  culprits.map(({ pod, container, line }) => `  ${pod} (${container}) says: ${line}`);

/** One line for each change; everything when there is no `before`. */
export function changesOf(before: RackStatus | undefined, status: RackStatus): string[] {
  const lines: string[] = [];
  if (before?.cluster.state !== status.cluster.state) lines.push(`cluster: ${clusterOf(status)}`);
  lines.push(...status.notices.filter((notice) => !before?.notices.includes(notice)));
  for (const line of status.rollout ? rolloutLines(before?.rollout, status.rollout) : []) {
    if (before) lines.push(`agent of ${line}`);
  }
  for (const node of status.nodes) {
    const old = before?.nodes.find((other) => other.serial === node.serial);
    if (old && old.phase === node.phase && old.detail === node.detail && old.name === node.name) continue;
    lines.push(`${node.name}: ${node.phase}${node.detail && node.detail !== node.phase ? `: ${node.detail}` : ""}`);
  }
  const { mirror } = status;
  if (mirror && (before?.mirror?.state !== mirror.state || before.mirror.detail !== mirror.detail)) {
    lines.push(`mirror: ${mirrorOf(mirror)}`);
  } else if (before?.mirror && !mirror) lines.push("mirror: removed");
  for (const stranger of status.strangers) {
    const old = before?.strangers.find((other) => other.fingerprint === stranger.fingerprint);
    if (old?.reason !== stranger.reason) lines.push(`${stranger.serial} at ${stranger.address}: ${stranger.reason}`);
  }
  return lines.map(plain);
}

const mirrorOf = ({ state, detail }: MirrorStatus): string => `${state}: ${detail}`;

function clusterOf({ cluster }: RackStatus): string {
  if (cluster.state === "none") return "no cluster yet";
  if (cluster.state === "initialising") return "cluster is being initialised";
  return cluster.server ? `cluster up at ${cluster.server}` : "cluster up";
}

/** The node's detail, or "" when that adds nothing to its phase. */
export function detailOf({ detail, phase, nextTry }: NodeStatus, now: number): string {
  if (nextTry === undefined || phase !== "failed") return detail === phase ? "" : detail;
  return nextTry > now ? `${detail} (again in ${age(nextTry - now)})` : `${detail} (again now)`;
}

/** Milliseconds in words: 12 s, 3 min, 2 h, 5 d. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 100 * 60) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Rows with aligned columns. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}
