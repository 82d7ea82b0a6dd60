import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onSwitch, type Switch } from "./switch.ts";

/** Argv that runs `argv` with this machine's files, on the rack's switch, with the rack's router as its DNS server. */
export function laptopArgv(network: Switch, gateway: string, folder: string, argv: readonly string[]): string[] {
  if (!existsSync("/etc/resolv.conf")) return onSwitch(network, argv);
  const resolver = join(folder, "resolv.conf");
  writeFileSync(resolver, `nameserver ${gateway}\n`);
  const script = 'mount --bind "$1" "$2"; shift 2; exec "$@"';
  const unshare = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", script, "sh"];
  return onSwitch(network, [...unshare, resolver, realpathSync("/etc/resolv.conf"), ...argv]);
}
