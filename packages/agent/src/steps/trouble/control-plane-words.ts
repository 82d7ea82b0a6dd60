/** Why the control plane's containers do not run, in their own words: kubeadm says only that nobody answers. */
import type { Host } from "../../host/host.ts";
import { lastError } from "../../services/container-log.ts";

const MANIFESTS = "/etc/kubernetes/manifests";
const PODS = "/var/log/pods";

/** Errors that never resolve themselves: the program cannot even start, such as one for another architecture. */
const CANNOT_BEGIN = /^exec |exec format error|error while loading/;

/** "IMAGE: exec /usr/local/bin/etcd: exec format error"; undefined when no container complains. */
export async function controlPlaneWords(host: Host): Promise<string | undefined> {
  const said: string[] = [];
  for (const file of (await host.list(MANIFESTS)) ?? []) {
    const line = await lastWordsOf(host, file.replace(/\.yaml$/, ""));
    if (line === undefined) continue;
    const image = /^\s*(?:- )?image: (\S+)$/m.exec((await host.read(`${MANIFESTS}/${file}`)) ?? "")?.[1];
    const words = `${image ?? file}: ${line}`.slice(0, 300);
    if (CANNOT_BEGIN.test(line)) return words;
    said.push(words);
  }
  return said[0];
}

/** Folders are called NAMESPACE_NAME-NODE_UID, with one for each container and in it a log for each of its starts. */
async function lastWordsOf(host: Host, name: string): Promise<string | undefined> {
  const pods = ((await host.list(PODS)) ?? []).filter((folder) => folder.startsWith(`kube-system_${name}-`));
  for (const pod of pods) {
    const folder = `${PODS}/${pod}/${name}`;
    const logs = ((await host.list(folder)) ?? []).filter((file) => /^\d+\.log$/.test(file));
    const newest = logs.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1);
    if (newest === undefined) continue;
    const tail = await host.run(["tail", "--bytes=16384", `${folder}/${newest}`]).catch(() => "");
    const error = lastError(tail);
    if (error) return error.line;
  }
  return undefined;
}
