/** The live view of each Pi's progress: redrawn in place on a terminal, else a line for each change. */
import type { NodeStatus, RackStatus } from "../../packages/config/src/index.ts";

/** How the coordinator's phases are displayed. */
const WORDS: Readonly<Record<NodeStatus["phase"], string>> = {
  seen: "seen",
  adopting: "adopting",
  pending: "waits for you",
  adopted: "adopted",
  preparing: "preparing",
  rebooting: "rebooting",
  prepared: "prepared",
  initialising: "initialising the cluster",
  joining: "joining",
  ready: "Ready",
  failed: "failed",
  lost: "lost",
  refused: "refused",
};

/** Shows each status; `begin` is when the Pis were powered on, in ms since 1970. */
export const view = (begin: number): ((status: RackStatus) => void) =>
  process.stdout.isTTY ? redraw() : changes(begin);

function changes(begin: number): (status: RackStatus) => void {
  const shown = new Map<string, string>();
  return ({ nodes }) => {
    for (const node of nodes) {
      const text = `${node.name.padEnd(8)} ${WORDS[node.phase]}${node.phase === "failed" ? `: ${node.detail}` : ""}`;
      if (shown.get(node.name) === text) continue;
      shown.set(node.name, text);
      console.log(`${((node.since - begin) / 1000).toFixed(1).padStart(6)} s  ${text}`);
    }
  };
}

function redraw(): (status: RackStatus) => void {
  let height = 0;
  return ({ nodes }) => {
    const lines = nodes.map((node) => {
      const width = (process.stdout.columns || 80) - 1;
      return `  ${node.name.padEnd(9)} ${(node.address ?? "").padEnd(15)} ${WORDS[node.phase].padEnd(12)} ${node.detail}`.slice(
        0,
        width,
      );
    });
    if (height > 0) process.stdout.write(`\x1b[${height}A\x1b[J`);
    process.stdout.write(`${lines.join("\n")}\n`);
    height = lines.length;
  };
}
