/** The owner's way into a Pi. */
import type { Board, ExecResult, Pi } from "../rack/api.ts";
import type { Lab } from "./lab.ts";

const TRUSTING = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "LogLevel=ERROR"];
/** A board that has lost power does not close its connections. */
const IMPATIENT = ["ConnectTimeout=10", "ServerAliveInterval=10"];

/** Logs in from the laptop with rack.yaml's key; resolves to the user after sudo. Rejects if login or sudo fails. */
export async function whoSudoMakes(lab: Lab, pi: Pi | Board, user: string): Promise<string> {
  return (await lab.rack.exec(await ssh(lab, pi, user, ["id", "-un"]))).stdout.trim();
}

/** Runs a program on a board as root, by the owner's ssh key. Rejects until the agent has made the owner's user. */
export async function onBoard(lab: Lab, board: Board, argv: readonly string[]): Promise<ExecResult> {
  return await lab.rack.exec(await ssh(lab, board, "pi", argv));
}

/** Argv, for the laptop, of an ssh login that runs `argv` as root. */
export async function ssh(lab: Lab, pi: Pi | Board, user: string, argv: readonly string[]): Promise<string[]> {
  const address = await pi.address();
  if (address === undefined) throw new Error(`${pi.name} has no address`);
  const options = [...TRUSTING, ...IMPATIENT].flatMap((option) => ["-o", option]);
  // ssh passes its arguments through the shell at the other end.
  const words = ["sudo", "-n", ...argv].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return ["ssh", "-i", lab.sshKey, ...options, `${user}@${address}`, words.join(" ")];
}
