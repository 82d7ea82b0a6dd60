/** Reports one node's progress: each phase, and each step that took time or changed something. */
import type { RackHistory, RackStatus, StepRecord } from "../../packages/config/src/index.ts";

/** A step that changed nothing is printed only if it took at least this many milliseconds. */
const WORTH_TELLING = 5000;

/** Takes every status and prints what is new about the node, in seconds since `begin` (which is in ms since 1970). */
export function story(begin: number, serial: string): (status: RackStatus & RackHistory) => void {
  const told = new Set<string>();
  const tell = (at: number, words: string) => {
    if (told.has(`${at} ${words}`)) return;
    told.add(`${at} ${words}`);
    console.log(`${((at - begin) / 1000).toFixed(1).padStart(7)} s  ${words}`);
  };
  return ({ nodes, steps, timeline }) => {
    const node = nodes.find((candidate) => candidate.serial === serial);
    if (!node) return;
    for (const { node: name, phase, startedAt } of timeline) if (name === node.name) tell(startedAt, `== ${phase}`);
    for (const step of steps) if (step.node === node.name && worthTelling(step)) tell(step.atMs, inWords(step));
    if (node.phase === "failed") tell(node.since, `failed: ${node.detail}`);
  };
}

const worthTelling = ({ step, outcome, durationMs }: StepRecord) =>
  outcome !== "started" && (outcome !== "ok" || durationMs > WORTH_TELLING || step === "memory-cgroup");

const inWords = ({ step, outcome, durationMs, toolMs, sentence }: StepRecord) =>
  `${step}: ${outcome} after ${(durationMs / 1000).toFixed(1)} s (${(toolMs / 1000).toFixed(1)} s of tools): ${sentence}`;
