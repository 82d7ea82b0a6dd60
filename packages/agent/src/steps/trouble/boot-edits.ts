/** The command lines of this Pi's boot partition, and what keeps the flags in them from having an effect. */
import {
  AppError,
  bootLines,
  checkBootLine,
  contradictions,
  isInForce,
  kernelWords,
  LONGEST_LINE,
  oddBlank,
  withMemoryFlags,
} from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { readFile } from "../tools/files.ts";
import { list } from "../tools/sentence.ts";

export interface Edit {
  readonly path: string;
  readonly content: string;
}

/** A person's editor may have used any encoding, and everything that is not ours stays byte for byte. */
const kernelLine = async (host: Host) => (await host.read("/proc/cmdline", "bytes")) ?? "";
/** Whether the running kernel was told to have a memory cgroup. */
export const startedWithFlag = async (host: Host): Promise<boolean> => hasFlag(await kernelLine(host));
const hasFlag = (line: string) => isInForce(kernelWords(line), "cgroup_enable=memory");

/** Files of the boot partition that lack a flag. Throws `refused` when it is not a Pi's boot partition, or is damaged. */
export async function pendingEdits(host: Host): Promise<readonly Edit[]> {
  const edits: Edit[] = [];
  for (const [path, { text, isLive }] of await bootFiles(host)) {
    const content = withMemoryFlags(text);
    if (isLive) checkBootLine(path, content);
    // A staged file may be damaged or half written: that is up to whoever stages it.
    if (content !== text && !content.includes("\0")) edits.push({ path, content });
  }
  return edits;
}

interface BootFile {
  /** One character a byte. */
  readonly text: string;
  /** What the firmware reads at the next boot, and not only after an update. */
  readonly isLive: boolean;
}

/** By path. Throws `refused` when there is none. */
async function bootFiles(host: Host): Promise<ReadonlyMap<string, BootFile>> {
  const board = { model: await deviceTree(host, "model"), serial: await deviceTree(host, "serial-number") };
  for (const root of ["/boot/firmware", "/boot"]) {
    const isThere = async (path: string) => (await host.info(`${root}/${path}`)) !== undefined;
    const { live, staged } = await bootLines((path) => readFile(host, `${root}/${path}`, "bytes"), {
      ...board,
      isThere,
    });
    if (live.size === 0) continue;
    const file =
      (isLive: boolean) =>
      ([path, text]: [string, string]) =>
        [`${root}/${path}`, { text, isLive }] as const;
    return new Map([...[...live].map(file(true)), ...[...staged].map(file(false))]);
  }
  throw new AppError(
    "refused",
    "the kernel has no memory cgroup, and neither /boot/firmware nor /boot has the cmdline.txt that could turn it on: " +
      "is the boot partition mounted?",
  );
}

/** Both folders lead to the same tree on a Pi; a virtual machine has only the second. */
async function deviceTree(host: Host, name: string): Promise<string | undefined> {
  const text =
    (await host.read(`/proc/device-tree/${name}`)) ?? (await host.read(`/sys/firmware/devicetree/base/${name}`));
  return text?.replaceAll("\0", "").trim() || undefined;
}

/** There the mark would be gone after the reboot, and the reboots might never end. */
export async function refuseRootInMemory(host: Host): Promise<void> {
  const found = contradictions(await kernelLine(host)).find(({ effect }) => effect === "root-in-memory");
  if (!found) return;
  const files = [...(await bootFiles(host)).keys()];
  throw new AppError(
    "refused",
    `${found.word} on the kernel's command line ${found.does}: remove it from ${list(files)} and reboot`,
  );
}

/** The end of a sentence: why the flags have no effect, and what to do. */
export async function whyIneffective(host: Host, edits: readonly Edit[]): Promise<string> {
  const running = await kernelLine(host);
  const files = await bootFiles(host);
  const names = list([...files.keys()]);
  if (hasFlag(running)) {
    const found = contradictions(running).find(({ effect }) => effect === "cgroup-v1" || effect === "no-memory-cgroup");
    return found
      ? `${found.word} ${found.does}: remove it from ${names}`
      : "the kernel was started with the flag but still has no memory cgroup: install another kernel";
  }
  if (edits.length > 0) return `something removed the flag from ${list(edits.map((edit) => edit.path))} again`;
  for (const [path, { text }] of files) {
    const odd = oddBlank(text);
    if (odd) return `${path} has ${odd.name} in ${odd.word}, which is not a blank`;
  }
  if (running.trimEnd().length >= LONGEST_LINE)
    return `the kernel cut off the end of its command line: shorten ${names}`;
  return `the firmware reads another file than ${names}: check os_prefix and cmdline in config.txt and in the files that it includes`;
}

export const writeEdit = (host: Host, { path, content }: Edit): Promise<void> =>
  host.write(path, content, { encoding: "bytes" });

/** The word on the running kernel's line that brings cgroup v1; none: the system has no other. */
export async function cgroup1Word(host: Host): Promise<string | undefined> {
  return contradictions(await kernelLine(host)).find(({ effect }) => effect === "cgroup-v1")?.word;
}
