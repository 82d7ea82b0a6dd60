/** Kernel settings that the pod network needs, and two that busy nodes run out of. */
import type { Host } from "../host/host.ts";
import { differing, type WantedFile, writeDiffering, writeSentence } from "./files.ts";
import { list, sentenceOf } from "./sentence.ts";
import type { Step } from "./step.ts";
import { containerKind } from "./system.ts";

const NEEDED: Readonly<Record<string, number>> = {
  "net.ipv4.ip_forward": 1,
  "net.bridge.bridge-nf-call-iptables": 1,
  "net.bridge.bridge-nf-call-ip6tables": 1,
};
/** At least; they belong to the whole kernel, so a container leaves them alone. */
const USEFUL: Readonly<Record<string, number>> = {
  "fs.inotify.max_user_instances": 512,
  "fs.inotify.max_user_watches": 256_000,
};

export const sysctls: Step = {
  name: "sysctls",
  async check({ host }) {
    const wrong = await wrongSettings(host);
    const different = await differing(host, [await file(host)]);
    return sentenceOf([
      wrong.length > 0 && `set ${list(wrong)}`,
      wrong.length === 0 && different.length > 0 && writeSentence(different),
    ]);
  },
  async apply({ host }) {
    const wanted = await file(host);
    await writeDiffering(host, [wanted]);
    // Part of systemd, while sysctl(8) is a package that a minimal system lacks.
    if ((await wrongSettings(host)).length > 0) await host.run(["/lib/systemd/systemd-sysctl", wanted.path]);
  },
};

async function file(host: Host): Promise<WantedFile> {
  const settings = { ...NEEDED, ...((await containerKind(host)) === "" ? USEFUL : {}) };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  return { path: "/etc/sysctl.d/90-rackberry.conf", content: `# Written by pi-agent.\n${lines.join("\n")}\n` };
}

async function wrongSettings(host: Host): Promise<readonly string[]> {
  const value = async (key: string) => Number((await host.read(`/proc/sys/${key.replaceAll(".", "/")}`)) ?? Number.NaN);
  const wrong: string[] = [];
  for (const [key, wanted] of Object.entries(NEEDED)) if ((await value(key)) !== wanted) wrong.push(`${key}=${wanted}`);
  if ((await containerKind(host)) !== "") return wrong;
  for (const [key, least] of Object.entries(USEFUL)) if (!((await value(key)) >= least)) wrong.push(`${key}=${least}`);
  return wrong;
}
