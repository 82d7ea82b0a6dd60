/** The owner's way into a Pi. */
import type { Board, ExecResult, Pi } from "../rack/api.ts";
import type { Lab } from "./lab.ts";

const TRUSTING = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "LogLevel=ERROR"];
/** A board that lost its power does not say so. */
const IMPATIENT = ["ConnectTimeout=10", "ServerAliveInterval=10"];

/** Logs in from the laptop with the key of rack.yaml, and answers who sudo makes of `user`. Rejects when either refuses. */
export async function whoSudoMakes(lab: Lab, pi: Pi | Board, user: string): Promise<string> {
  return (await lab.rack.exec(await ssh(lab, pi, user, ["id", "-un"]))).stdout.trim();
}

/** Runs a program on a board as root: whoever has its key may. Rejects until the agent has made the owner's user there. */
export async function onBoard(lab: Lab, board: Board, argv: readonly string[]): Promise<ExecResult> {
  return await lab.rack.exec(await ssh(lab, board, "pi", argv));
}

/** Argv, for the laptop, of a login that runs `argv` as root. */
export async function ssh(lab: Lab, pi: Pi | Board, user: string, argv: readonly string[]): Promise<string[]> {
  const address = await pi.address();
  if (address === undefined) throw new Error(`${pi.name} has no address`);
  const options = [...TRUSTING, ...IMPATIENT].flatMap((option) => ["-o", option]);
  // What ssh is given goes through the shell at the other end.
  const words = ["sudo", "-n", ...argv].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return ["ssh", "-i", lab.sshKey, ...options, `${user}@${address}`, words.join(" ")];
}
