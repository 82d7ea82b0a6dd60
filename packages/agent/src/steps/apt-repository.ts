/** The Kubernetes apt repository: signing key, source, and the pin to one version. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { WantedFile } from "./files.ts";
import { RUN_DIRECTORY } from "./state.ts";

const KEYRING = "/etc/apt/keyrings/kubernetes-apt-keyring.asc";
const FETCHED = `${RUN_DIRECTORY}/Release.key`;
/** What kubeadm calls its own; they are of one version, pinned and held. */
export const KUBERNETES_PACKAGES = ["kubeadm", "kubelet", "kubectl"] as const;

/** Source and pin; the key apart, since it may have to be fetched. */
export function repositoryFiles({ packages, kubernetesVersion }: NodeSpec): readonly WantedFile[] {
  return [
    {
      path: "/etc/apt/sources.list.d/kubernetes.list",
      content: `# Written by pi-agent.\ndeb [signed-by=${KEYRING}] ${packages.url} /\n`,
    },
    {
      path: "/etc/apt/preferences.d/kubernetes",
      content:
        "Explanation: written by pi-agent\n" +
        `Package: ${KUBERNETES_PACKAGES.join(" ")}\nPin: version ${kubernetesVersion}-*\nPin-Priority: 1000\n`,
    },
  ];
}

/** Whether the signing key is on the host; one that was fetched once is kept. */
export async function hasKey(host: Host, { key }: NodeSpec["packages"]): Promise<boolean> {
  const present = await host.read(KEYRING);
  return key === "" ? present !== undefined : present === key;
}

/** Writes the signing key; fetches Release.key over https where the spec has none. */
export async function writeKey(host: Host, { key, url }: NodeSpec["packages"]): Promise<void> {
  await host.makeDirectory("/etc/apt/keyrings");
  await host.write(KEYRING, key === "" ? await fetchKey(host, url) : key);
}

/** The signing key that is on the host. */
export const readKey = async (host: Host): Promise<string> => (await host.read(KEYRING)) ?? "";

async function fetchKey(host: Host, url: string): Promise<string> {
  // The spec's grammar has refused a key from a plain http address already.
  const address = `${url.replace(/\/$/, "")}/Release.key`;
  await host.makeDirectory(RUN_DIRECTORY, { mode: 0o700 });
  await host.run(["/usr/lib/apt/apt-helper", "download-file", address, FETCHED], { timeout: 120_000 });
  const key = (await host.read(FETCHED)) ?? "";
  await host.remove(FETCHED);
  if (/^-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n/.test(key)) return key;
  throw new AppError("refused", `${address} is not an ASCII-armoured PGP key: name the key in rack.yaml`);
}
