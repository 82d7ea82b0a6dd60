/** Waiting for a status of the rack from the coordinator, and what to show when it does not come. */
import { readFileSync } from "node:fs";
import type { RackHistory, RackStatus } from "../../packages/config/src/index.ts";
import { follow } from "./follow.ts";
import type { Lab } from "./lab.ts";
import { onBoard } from "./login.ts";

export interface ReadyOptions {
  /** Seconds. */
  readonly limit?: number;
  /** Called with every status meanwhile. */
  readonly onStatus?: (status: RackStatus) => void | Promise<void>;
}

/** Resolves to the status in which `count` nodes are ready at once; else throws with every Pi's logs. */
export async function allReady(
  lab: Lab,
  count: number,
  { limit = 420, onStatus = () => {} }: ReadyOptions = {},
): Promise<RackStatus> {
  const begun = Date.now();
  const look = async (status: RackStatus) => {
    await onStatus(status);
    const failed = status.nodes.filter(({ phase }) => phase === "failed");
    const history = failed.length > 0 ? await lab.status() : undefined;
    const stuck = failed.find((node) => fails(history, node.name, begun) >= MAX_FAILS);
    if (stuck) throw new Error(`${stuck.name} failed ${MAX_FAILS} times: ${stuck.detail}\n${await stories(lab)}`);
    return status.nodes.filter((node) => node.phase === "ready").length === count && status;
  };
  return await statusWhen(lab, `${count} nodes ready`, look, { limit });
}

/** A node that has failed this often during the wait will not recover by itself. */
const MAX_FAILS = 6;

const fails = ({ timeline }: Pick<RackHistory, "timeline"> = { timeline: [] }, name: string, since: number) =>
  timeline.filter((entry) => entry.node === name && entry.phase === "failed" && entry.startedAt >= since).length;

/**
 * Checks every status until the result is neither undefined nor false, for at most `limit` seconds; else throws `what`
 * and every Pi's logs.
 */
export async function statusWhen<T>(
  lab: Lab,
  what: string,
  look: (status: RackStatus) => T | undefined | false | Promise<T | undefined | false>,
  { limit }: { readonly limit: number },
): Promise<T> {
  for await (const status of follow(lab, AbortSignal.timeout(limit * 1000))) {
    const answer = await look(status);
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`${what}: not within ${limit} s\n${await stories(lab)}`);
}

/** The last lines of every running Pi's journal, of pi-agent and of pi-coordinator, and the rack's status. */
export async function stories(lab: Lab): Promise<string> {
  const parts = [JSON.stringify((await lab.status())?.nodes ?? "no coordinator answers", undefined, 1)];
  const units = ["-u", "pi-agent", "-u", "pi-coordinator", "-u", "cloud-final"];
  const journal = ["journalctl", "-o", "short-precise", "-n", "40", "--no-pager", ...units];
  for (const pi of lab.rack.pis) {
    if (pi.running) parts.push(`---- ${pi.name}\n${(await pi.exec(journal, { check: false })).stdout}`);
  }
  for (const board of lab.rack.boards) {
    if (!board.running) continue;
    const told = onBoard(lab, board, journal).then(({ stdout }) => stdout);
    // Until the agent has made the owner's user, there is only the console.
    parts.push(`---- ${board.name}\n${await told.catch(() => lastLines(board.console))}`);
  }
  return parts.join("\n");
}

const lastLines = (path: string) => readFileSync(path, "utf8").split("\n").slice(-40).join("\n");
