/** The owner's way into a Pi. */
import type { Pi } from "../rack/api.ts";
import type { Lab } from "./lab.ts";

const TRUSTING = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes", "LogLevel=ERROR"];

/** Logs in from the laptop with the key of rack.yaml, and answers who sudo makes of `user`. Rejects when either refuses. */
export async function whoSudoMakes(lab: Lab, pi: Pi, user: string): Promise<string> {
  const ssh = ["ssh", "-i", lab.sshKey, ...TRUSTING.flatMap((option) => ["-o", option])];
  const { stdout } = await lab.rack.exec([...ssh, `${user}@${await pi.address()}`, "sudo", "-n", "id", "-un"]);
  return stdout.trim();
}
