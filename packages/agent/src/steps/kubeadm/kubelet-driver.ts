/** kubelet and containerd must agree on who makes the pods' cgroups; init reports success even when they do not. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { hostCgroupDriver } from "../tools/system.ts";

/** Throws `refused` when a kubelet configuration in `text` names the driver that containerd does not use. */
export async function refuseOtherDriver(host: Host, text: string, where: string): Promise<void> {
  const named = namedDriver(text);
  const right = await hostCgroupDriver(host);
  if (named === undefined || named === right) return;
  throw new AppError(
    "refused",
    `${where} gives the kubelet the cgroup driver ${named}, while containerd here uses ${right}: pods would be killed ` +
      "again and again (kubernetes#106464)",
  );
}

/** The running kubelet's configuration; from 1.38 on it names no driver, and the kubelet asks containerd. */
export async function checkKubeletDriver(host: Host): Promise<void> {
  const path = "/var/lib/kubelet/config.yaml";
  const text = await host.read(path);
  if (text !== undefined) await refuseOtherDriver(host, text, path);
}

/** The driver that the KubeletConfiguration among the documents names. */
export function namedDriver(text: string): string | undefined {
  const documents = text.split(/^---.*$/m).map((document) => fieldsOf(document, ["kind", "cgroupDriver"]));
  return documents.find(({ kind }) => kind === "KubeletConfiguration")?.cgroupDriver;
}

/**
 * Strings at the top of a document that is JSON, as the coordinator writes it, or YAML in blocks, as kubeadm does:
 * whatever is deeper is set in there. No library: these two words are all that the agent ever asks of YAML.
 */
function fieldsOf<K extends string>(document: string, keys: readonly K[]): Partial<Record<K, string>> {
  if (document.trimStart().startsWith("{")) {
    const parsed = parseObject(document);
    return Object.fromEntries(keys.map((key) => [key, parsed[key]])) as Partial<Record<K, string>>;
  }
  const word = (key: K) => new RegExp(`^${key}:[ \\t]+["']?([^\\s"'#]+)["']?[ \\t]*(?:#.*)?$`, "m").exec(document)?.[1];
  return Object.fromEntries(keys.map((key) => [key, word(key)])) as Partial<Record<K, string>>;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new AppError("invalid", "a document of the kubeadm configuration is not JSON", { cause });
  }
}
