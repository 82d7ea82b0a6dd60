import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RackArtifacts } from "./api.ts";
import { inGroups } from "./cgroups.ts";
import { listening, startService } from "./services.ts";
import { onSwitch, type Switch } from "./switch.ts";

/** Names that the router resolves to its own address; it knows no others. */
const SERVED_NAMES = ["deb.debian.org", "security.debian.org", "pkgs.k8s.io", "registry.rack"];

/** The rack's router: DHCP, DNS, and the mirrors of what Pis fetch from the internet. */
export interface Router {
  /** Restarts without the lease of this Ethernet address, and reserves `address` for it. */
  moveLease(mac: string, address: string): Promise<void>;
  /** The IP address leased to this Ethernet address; undefined before there is one. */
  leaseOf(mac: string): string | undefined;
  /** An address that no Pi has or ever had. */
  freeAddress(): string;
}

export interface RouterOptions {
  /** Folder for the configuration, leases and logs. */
  folder: string;
  gateway: string;
  artifacts: RackArtifacts;
  groups: readonly string[];
  network: Switch;
}

/** Starts the router's programs on the switch and waits until they listen. */
export async function startRouter({ folder, gateway, artifacts, groups, network }: RouterOptions): Promise<Router> {
  mkdirSync(folder, { recursive: true });
  const subnet = gateway.slice(0, gateway.lastIndexOf("."));
  // The pool begins at random: dnsmasq picks by the Ethernet address, and nothing may rely on its choice.
  const first = 20 + Math.floor(Math.random() * 100);
  const leases = join(folder, "leases");
  const hosts = join(folder, "hosts");
  const registry = join(folder, "registry.yml");
  writeFileSync(leases, "");
  writeFileSync(hosts, "");
  writeFileSync(registry, registryConfiguration(artifacts.registry));
  writeFileSync(
    join(folder, "dnsmasq.conf"),
    [
      ...["interface=br0", "bind-interfaces", "user=root", "group=root", "pid-file", "log-facility=-"],
      // No upstream DNS: names not served here do not exist. Names that Pis send with DHCP are not served.
      ...["no-resolv", "no-hosts", "local=//", "local=/#/", "dhcp-ignore-names"],
      ...SERVED_NAMES.map((name) => `address=/${name}/${gateway}`),
      ...["dhcp-authoritative", "no-ping", "dhcp-rapid-commit", `dhcp-leasefile=${leases}`, `dhcp-hostsfile=${hosts}`],
      `dhcp-range=${subnet}.${first},${subnet}.${first + 100},255.255.255.0,10m`,
      "",
    ].join("\n"),
  );
  const start = (name: string, argv: readonly string[]) =>
    startService(name, inGroups(groups, onSwitch(network, argv)), folder);
  const startDnsmasq = () =>
    start("dnsmasq", ["dnsmasq", "--keep-in-foreground", `--conf-file=${join(folder, "dnsmasq.conf")}`]);
  let dnsmasq = startDnsmasq();
  const web = start("web", [process.execPath, join(import.meta.dirname, "web-server.ts"), artifacts.web, "80"]);
  const images = start("registry", ["docker-registry", "serve", registry]);
  await listening(network, { udp: [53, 67], tcp: [80, 5000] }, [dnsmasq, web, images]);

  return {
    async moveLease(mac, address) {
      await dnsmasq.stop();
      writeFileSync(hosts, `${withoutLine(readFileSync(hosts, "utf8"), mac)}${mac},${address}\n`);
      writeFileSync(leases, withoutLine(readFileSync(leases, "utf8"), mac));
      dnsmasq = startDnsmasq();
      await listening(network, { udp: [53, 67], tcp: [] }, [dnsmasq]);
    },
    leaseOf: (mac) =>
      readFileSync(leases, "utf8")
        .split("\n")
        .map((line) => line.split(" "))
        .find(([, owner]) => owner === mac)?.[2],
    freeAddress() {
      const used = readFileSync(leases, "utf8") + readFileSync(hosts, "utf8");
      const free = Array.from({ length: 100 }, (_, index) => `${subnet}.${first + index}`).filter(
        (address) => !new RegExp(`\\b${address.replaceAll(".", "\\.")}\\b`).test(used),
      );
      const address = free[Math.floor(Math.random() * free.length)];
      if (address === undefined) throw new Error("The router has no address left");
      return address;
    },
  };
}

function withoutLine(content: string, word: string): string {
  return content.replaceAll(/^.*\n/gm, (line) => (line.includes(word) ? "" : line));
}

function registryConfiguration(root: string): string {
  const storage = { filesystem: { rootdirectory: root }, maintenance: { readonly: { enabled: true } } };
  // JSON is YAML.
  return JSON.stringify({ version: 0.1, log: { level: "warn" }, storage, http: { addr: ":5000", secret: "rack" } });
}
