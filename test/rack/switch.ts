import { inGroups } from "./cgroups.ts";
import { start } from "./run.ts";

/** The rack's switch and the laptop on it: a network namespace that exists as long as the process that holds it. */
export interface Switch {
  /** PID of the process that holds the namespace. */
  holder: number;
  /** Path of the namespace, for `nsenter --net=` and `ip link … netns`. */
  path: string;
}

/**
 * Makes an isolated switch: a bridge without any link to this machine. It forwards all multicast (as a cheap switch
 * does; mDNS needs it), and anything sent beyond it fails at once with "network unreachable".
 */
export async function createSwitch(groups: readonly string[], gateway: string): Promise<Switch> {
  const script = `
    ip -batch - <<-'END'
      link set lo up
      link add br0 type bridge mcast_snooping 0 forward_delay 0
      addr add ${gateway}/24 dev br0
      link set br0 up
      route add 224.0.0.0/4 dev br0
	END
    echo 1 >/proc/sys/net/ipv4/ip_forward
    echo ready
    exec sleep infinity >/dev/null 2>&1`;
  const child = start(inGroups(groups, ["unshare", "--net", "sh", "-ec", script]));
  child.unref();
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      if (said.includes("ready")) resolve();
    });
    let failed = "";
    child.stderr?.on("data", (chunk) => {
      failed += chunk;
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`The switch cannot be made (${code}): ${failed.trim()}`)));
  });
  const holder = child.pid ?? 0;
  return { holder, path: `/proc/${holder}/ns/net` };
}

/** Argv that runs `argv` on the switch, that is, on the laptop. */
export function onSwitch({ path }: Switch, argv: readonly string[]): string[] {
  return ["nsenter", `--net=${path}`, "--", ...argv];
}
