/** Kernel settings that the pod network needs, and two limits that busy nodes reach. */
import type { Host } from "../../host/host.ts";
import { dropIns, LAST, settingsOf } from "../tools/drop-ins.ts";
import { differing, type WantedFile, writeDiffering, writeSentence } from "../tools/files.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { containerKind } from "../tools/system.ts";

const NEEDED: Readonly<Record<string, number>> = {
  "net.ipv4.ip_forward": 1,
  "net.bridge.bridge-nf-call-iptables": 1,
  "net.bridge.bridge-nf-call-ip6tables": 1,
};
/** Minimum values; they belong to the whole kernel, so a container leaves them alone. */
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
    // Part of systemd, whereas sysctl(8) is in a package that a minimal system lacks.
    if ((await wrongSettings(host)).length > 0) await host.run(["/lib/systemd/systemd-sysctl", wanted.path]);
  },
  async notes({ host }) {
    const settings = (await dropIns(host, "sysctl.d")).flatMap((one) => settingsOf(one));
    return Object.entries(await judges(host)).flatMap(([key, isRight]) => {
      const holding = settings.findLast((setting) => sysctlKey(setting.key) === key);
      if (!holding || isRight(Number(holding.value))) return [];
      return [
        `${holding.path} will set ${key} to ${holding.value} at the next boot, overriding ours: remove that line`,
      ];
    });
  },
};

/** The keys for this host, each with its check. */
async function judges(host: Host): Promise<Readonly<Record<string, (value: number) => boolean>>> {
  const needed = Object.entries(NEEDED).map(([key, wanted]) => [key, (value: number) => value === wanted]);
  const useful = Object.entries(USEFUL).map(([key, least]) => [key, (value: number) => value >= least]);
  return Object.fromEntries([...needed, ...((await containerKind(host)) === "" ? useful : [])]);
}

/** systemd's rule: the first separator decides whether dots or slashes separate the words. */
const sysctlKey = (key: string): string => {
  const bare = key.replace(/^-/, "");
  return /^[^./]*\//.test(bare) ? bare.replace(/[./]/g, (sign) => (sign === "/" ? "." : "/")) : bare;
};

async function file(host: Host): Promise<WantedFile> {
  const settings = { ...NEEDED, ...((await containerKind(host)) === "" ? USEFUL : {}) };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  return { path: `/etc/sysctl.d/${LAST}`, content: `# Written by pi-agent.\n${lines.join("\n")}\n` };
}

async function wrongSettings(host: Host): Promise<readonly string[]> {
  const value = async (key: string) => Number((await host.read(`/proc/sys/${key.replaceAll(".", "/")}`)) ?? Number.NaN);
  const wrong: string[] = [];
  for (const [key, isRight] of Object.entries(await judges(host))) {
    if (!isRight(await value(key))) wrong.push(`${key}=${NEEDED[key] ?? USEFUL[key]}`);
  }
  return wrong;
}
