/** What a node knows about why its services fail; read only when one does. */
import type { ContainerWords } from "@rackberry/protocol";
import { redact } from "../executor/redact.ts";
import type { Argv, Clock, Host } from "../host/host.ts";
import { lastError } from "./container-log.ts";
import { hasRules, readServiceRules, type ServiceRules } from "./kube-proxy-rules.ts";

export interface NodeFacts {
  readonly rules: ServiceRules;
  /** Whether iptables-legacy has rules as well as nft. */
  readonly legacyRules: boolean;
  /** What flannel has written: its network and this node's subnet; undefined until it has written them. */
  readonly flannel: { readonly network: string; readonly subnet: string } | undefined;
  /** Content of /proc/net/route. */
  readonly routes: string;
  readonly mtus: readonly { readonly device: string; readonly mtu: number }[];
  /** Recent errors, newest first. */
  readonly words: readonly ContainerWords[];
}

export async function readNodeFacts(host: Host, clock: Clock): Promise<NodeFacts> {
  const [nft, legacy, flannel, routes, mtus, words] = await Promise.all([
    savedRules(host),
    legacyRules(host),
    flannelSubnet(host),
    host.read("/proc/net/route"),
    readMtus(host),
    containerWords(host, clock.now()),
  ]);
  return {
    rules: readServiceRules(nft === undefined ? undefined : `${nft}\n${legacy}`),
    legacyRules: hasRules(legacy) && hasRules(nft ?? ""),
    ...{ flannel, routes: routes ?? "", mtus, words },
  };
}

async function savedRules(host: Host): Promise<string | undefined> {
  for (const program of ["iptables-nft-save", "iptables-save"]) {
    if (await host.info(`/usr/sbin/${program}`)) return (await output(host, [program])) || undefined;
  }
  return undefined;
}

/** Runs iptables-legacy-save only if the kernel has legacy tables; otherwise the program would load their modules. */
async function legacyRules(host: Host): Promise<string> {
  const tables = (await host.read("/proc/net/ip_tables_names")) ?? "";
  if (tables.trim() === "" || !(await host.info("/usr/sbin/iptables-legacy-save"))) return "";
  return output(host, ["iptables-legacy-save"]);
}

async function flannelSubnet(host: Host): Promise<NodeFacts["flannel"]> {
  const written = await host.read("/run/flannel/subnet.env");
  if (written === undefined) return undefined;
  const value = (name: string) => new RegExp(`^FLANNEL_${name}=(\\S+)$`, "m").exec(written)?.[1] ?? "";
  return { network: value("NETWORK"), subnet: value("SUBNET") };
}

/** Physical and pod network devices; the pods' veth devices have the MTU of cni0. */
async function readMtus(host: Host): Promise<NodeFacts["mtus"]> {
  const devices = ((await host.list("/sys/class/net")) ?? []).filter((name) => !/^(?:lo|veth|docker|br-)/.test(name));
  const read = async (device: string) => ({ device, mtu: Number(await host.read(`/sys/class/net/${device}/mtu`)) });
  return (await Promise.all(devices.map(read))).filter(({ mtu }) => mtu > 0);
}

const PODS = "/var/log/pods";
/** Pods whose logs are read; folders are named NAMESPACE_POD_UID. */
const SUSPECTS = ["kube-system_kube-proxy-", "kube-flannel_kube-flannel-ds-", "kube-system_coredns-"];
/** Milliseconds: a container in a crash loop is restarted at least every five minutes. */
const RECENT = 6 * 60_000;
const TAIL = "--bytes=16384";

async function containerWords(host: Host, now: number): Promise<readonly ContainerWords[]> {
  const folders = ((await host.list(PODS)) ?? []).filter((name) => SUSPECTS.some((prefix) => name.startsWith(prefix)));
  const found = await Promise.all(folders.map((folder) => wordsOfPod(host, folder)));
  return found
    .flat()
    .filter(({ time }) => now - time < RECENT)
    .sort((a, b) => b.time - a.time)
    .map(({ time, ...words }) => words);
}

async function wordsOfPod(host: Host, folder: string): Promise<(ContainerWords & { readonly time: number })[]> {
  const [namespace, name] = folder.split("_");
  const of = async (container: string) => {
    const logs = ((await host.list(`${PODS}/${folder}/${container}`)) ?? []).filter((file) => /^\d+\.log$/.test(file));
    // The container has one log for each start.
    const newest = logs.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1);
    if (!newest) return [];
    const error = lastError(await output(host, ["tail", TAIL, `${PODS}/${folder}/${container}/${newest}`]));
    if (!error) return [];
    return [{ time: error.time, pod: `${namespace}/${name}`, container, line: redact(error.line).slice(0, 300) }];
  };
  const containers = (await host.list(`${PODS}/${folder}`)) ?? [];
  return (await Promise.all(containers.map(of))).flat();
}

/** Empty when the program fails, since that says nothing about the services. */
const output = (host: Host, argv: Argv): Promise<string> => host.run(argv, { timeout: 10_000 }).catch(() => "");
