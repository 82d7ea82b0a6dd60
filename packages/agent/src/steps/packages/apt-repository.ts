/** The Kubernetes apt repository: signing key, source, the pin to one version, and what it has. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import type { WantedFile } from "../tools/files.ts";
import { type AptFailure, isAboutKey } from "../trouble/apt-failure.ts";
import { KUBERNETES_PACKAGES, type KubernetesIndex, parseOffers } from "./kubernetes-index.ts";
import { type PrivateApt, type PrivateAptOptions, withPrivateApt } from "./private-apt.ts";

const KEYRING = "/etc/apt/keyrings/kubernetes-apt-keyring.asc";

/** Source and pin; the key is separate, since it may have to be fetched. */
export function repositoryFiles({ packages, kubernetesVersion }: NodeSpec): readonly WantedFile[] {
  return [
    {
      path: "/etc/apt/sources.list.d/kubernetes.list",
      content: `# Written by pi-agent.\ndeb [signed-by=${KEYRING}] ${packages.url} /\n`,
      keep: true,
    },
    {
      path: "/etc/apt/preferences.d/kubernetes",
      content:
        "Explanation: written by pi-agent\n" +
        `Package: ${KUBERNETES_PACKAGES.join(" ")}\nPin: version ${kubernetesVersion}-*\nPin-Priority: 1000\n`,
      keep: true,
    },
  ];
}

/** Whether the signing key is on the host; a fetched key is kept as long as it is valid. */
export async function hasKey(host: Host, { key }: NodeSpec["packages"]): Promise<boolean> {
  const present = await host.read(KEYRING);
  return key === "" ? present !== undefined : present === key;
}

/** Puts the signing key where the source names it. */
export async function writeKey(host: Host, key: string): Promise<void> {
  await host.makeDirectory("/etc/apt/keyrings");
  await host.write(KEYRING, key);
}

/** The signing key that is on the host. */
export const readKey = async (host: Host): Promise<string> => (await host.read(KEYRING)) ?? "";

export interface AskedRepository extends KubernetesIndex {
  /** The one that its signature was verified with. */
  readonly key: string;
}

/**
 * Asks the repository which Kubernetes packages it has, apart from the host's own apt. The key is the given one, else that on
 * the host, else a fetched one; a key on the host that does not match is fetched again, once.
 * Throws `refused` with a sentence for a person.
 */
export async function askRepository(
  host: Host,
  { packages, aptProxy }: Pick<NodeSpec, "packages" | "aptProxy">,
  options: PrivateAptOptions = {},
): Promise<AskedRepository> {
  const { url } = packages;
  const architecture = (await host.run(["dpkg", "--print-architecture"])).trim();
  const kept = packages.key || (await host.read(KEYRING));
  return withPrivateApt(host, options, async (apt) => {
    const ask = async (key: string) => ({ key, answer: await apt.index({ url, key, aptProxy }) });
    const fetched = async () => ask(await fetchKey(apt, url, aptProxy));
    let { key, answer } = kept === undefined ? await fetched() : await ask(kept);
    const stale = "trouble" in answer && isAboutKey(answer) && packages.key === "" && kept !== undefined;
    if (stale) ({ key, answer } = await fetched());
    if ("trouble" in answer) throw refused(answer);
    return { url, architecture, key, offers: parseOffers(answer.packages) };
  });
}

async function fetchKey(apt: PrivateApt, url: string, aptProxy: string): Promise<string> {
  // Over https: the spec's grammar has refused a key from a plain http address already.
  const address = `${url.replace(/\/$/, "")}/Release.key`;
  const answer = await apt.download(address, aptProxy);
  if ("trouble" in answer) throw refused(answer);
  if (/^-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n/.test(answer.content)) return answer.content;
  throw new AppError("refused", `${address} is not an ASCII-armoured PGP key: set packages.key in rack.yaml`);
}

const refused = ({ sentence }: AptFailure) => new AppError("refused", sentence);
