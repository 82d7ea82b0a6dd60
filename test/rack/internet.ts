import { run } from "./run.ts";
import { onSwitch, type Switch } from "./switch.ts";

/** The router's ports that act as the internet: DNS, web servers, the image registry. */
const PORTS = { tcp: "80,443,5000", udp: "53" } as const;

/** Makes the router refuse the internet ports to an Ethernet address. DHCP and the other hosts stay reachable. */
export async function cutInternet(network: Switch, mac: string): Promise<void> {
  for (const [protocol, ports] of Object.entries(PORTS)) {
    const match = ["-m", "mac", "--mac-source", mac, "-p", protocol, "-m", "multiport", "--dports", ports];
    const refuse = ["-j", "REJECT", "--reject-with", "icmp-net-unreachable"];
    await run(onSwitch(network, ["iptables", "--append", "INPUT", ...match, ...refuse]));
  }
}

/** Makes the switch drop all IPv4 multicast, so mDNS reaches nobody. DHCP is broadcast and still works. */
export async function cutMulticast(network: Switch): Promise<void> {
  for (const chain of ["INPUT", "OUTPUT", "FORWARD"]) {
    const match = ["-p", "IPv4", "--ip-destination", "224.0.0.0/4"];
    await run(onSwitch(network, ["ebtables", "--append", chain, ...match, "-j", "DROP"]));
  }
}

/** How often the address has tried to reach a web server or a registry since it was cut off. */
export async function refusedConnections(network: Switch, mac: string): Promise<number> {
  const { stdout } = await run(onSwitch(network, ["iptables", "--list", "INPUT", "--verbose", "--exact", "--numeric"]));
  const rule = stdout.split("\n").find((line) => line.toLowerCase().includes(mac) && line.includes(PORTS.tcp));
  return Number(/^\s*(\d+)/.exec(rule ?? "")?.[1] ?? 0);
}
