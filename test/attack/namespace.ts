/** The attacker's hosts on the rack's switch: network namespaces, each with a cable and any number of addresses. */
import { once } from "node:events";
import type { Rack } from "../rack/api.ts";

export interface Place {
  /** The argv that runs `argv` there. */
  enter(argv: readonly string[]): readonly string[];
}

export interface Host extends Place {
  /** Adds addresses of a network, such as 10.0.0.5/24. */
  addAddresses(addresses: readonly string[]): Promise<void>;
}

/** The namespace lives as long as a process of the rack, which kills it when it closes. */
export async function plugIn(rack: Rack, port: string): Promise<Host> {
  const script = "ip link set lo up; echo ready; exec sleep infinity";
  const holder = rack.spawn(["unshare", "--net", "sh", "-ec", script]);
  holder.stdout?.setEncoding("utf8");
  const [said] = (await once(holder.stdout ?? holder, "data")) as [string];
  if (!said.startsWith("ready") || holder.pid === undefined) throw new Error(`no namespace for ${port}`);
  const enter = placeOf(holder.pid).enter;
  const ip = (lines: readonly string[]) =>
    rack.exec([...enter(["ip", "-batch", "-"])], { stdin: `${lines.join("\n")}\n` });
  await rack.exec(["ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", String(holder.pid)]);
  await rack.exec(["ip", "link", "set", port, "master", "br0", "up"]);
  await ip(["link set eth0 up", "route add 224.0.0.0/4 dev eth0"]);
  return {
    enter,
    addAddresses: async (addresses) =>
      void (await ip(addresses.map((address) => `addr add ${address} dev eth0 nodad`))),
  };
}

/** The network namespace of a running process. */
export const placeOf = (pid: number): Place => ({
  enter: (argv) => ["nsenter", `--net=/proc/${pid}/ns/net`, "--", ...argv],
});

/** The owner's laptop. */
export const laptop: Place = { enter: (argv) => argv };
