/** The memory cgroup, which the firmware of a Pi turns off: flags in cmdline.txt, and the one reboot that they take. */
import { AppError, cmdlineFiles, withMemoryFlags } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import { untilFirstBootEnded } from "./first-boot.ts";
import { list } from "./sentence.ts";
import { STATE_DIRECTORY } from "./state.ts";
import type { Step, StepContext } from "./step.ts";
import { bootId } from "./system.ts";

/** Remembers the boot in which we asked for a reboot, so that an edit without effect never becomes a reboot loop. */
const MARK = `${STATE_DIRECTORY}/memory-cgroup.json`;

/** Throws `step-ineffective` when a reboot has not helped, `refused` when the boot partition cannot be written. */
export function memoryCgroup({ dryRun }: { readonly dryRun: boolean }): Step {
  return {
    name: "memory-cgroup",
    reboot: true,
    async check({ host }) {
      if (await hasMemoryCgroup(host)) {
        // The reboot has done its work; a later one, years from now, is a new story.
        if (!dryRun) await host.remove(MARK);
        return undefined;
      }
      const edits = await pendingEdits(host);
      const asked = await rebootAskedIn(host);
      if (asked !== undefined && asked !== (await bootId(host))) throw await ineffective(host, edits);
      if (edits.length === 0) return "reboot, so that the memory cgroup of the boot partition's flags is there";
      return `add cgroup_enable=memory to ${list(edits.map((edit) => edit.path))} and reboot`;
    },
    async apply(context: StepContext) {
      const { host } = context;
      for (const { path, content } of await pendingEdits(host)) await host.write(path, content);
      await untilFirstBootEnded(context);
      await host.makeDirectory(STATE_DIRECTORY, { mode: 0o700 });
      await host.write(MARK, `${JSON.stringify({ bootId: await bootId(host) })}\n`, { mode: 0o600 });
    },
  };
}

/** Asks the running kernel: v2 by its list of controllers, v1 by the enabled column and the mount. */
async function hasMemoryCgroup(host: Host): Promise<boolean> {
  const controllers = await host.read("/sys/fs/cgroup/cgroup.controllers");
  if (controllers !== undefined) return controllers.trim().split(/\s+/).includes("memory");
  const row = ((await host.read("/proc/cgroups")) ?? "").split("\n").find((line) => line.startsWith("memory\t"));
  const mounts = ((await host.read("/proc/self/mounts")) ?? "").split("\n").map((line) => line.split(" "));
  const mounted = mounts.some(([, , type, options]) => type === "cgroup" && options?.split(",").includes("memory"));
  return row?.trim().split("\t")[3] === "1" && mounted;
}

interface Edit {
  readonly path: string;
  readonly content: string;
}

/** Files of the boot partition that lack a flag. Throws `refused` when this is no Pi's boot partition. */
async function pendingEdits(host: Host): Promise<readonly Edit[]> {
  const edits: Edit[] = [];
  for (const path of await bootFiles(host)) {
    const text = (await host.read(path)) ?? "";
    const content = withMemoryFlags(text);
    if (content !== text) edits.push({ path, content });
  }
  return edits;
}

async function bootFiles(host: Host): Promise<readonly string[]> {
  // Both lead to the same tree on a Pi; a virtual one has the second only.
  const tree = (await host.read("/proc/device-tree/model")) ?? (await host.read("/sys/firmware/devicetree/base/model"));
  const model = tree?.replaceAll("\0", "").trim();
  for (const root of ["/boot/firmware", "/boot"]) {
    const config = (await host.read(`${root}/config.txt`)) ?? "";
    const { live, staged } = cmdlineFiles(config, model);
    const found = await existing(host, root, live);
    if (found.length > 0) return [...found.slice(0, 1), ...(await existing(host, root, staged))];
  }
  throw new AppError(
    "refused",
    "the kernel has no memory cgroup, and neither /boot/firmware nor /boot has the cmdline.txt that could turn it on: " +
      "is the boot partition mounted?",
  );
}

async function existing(host: Host, root: string, paths: readonly string[]): Promise<readonly string[]> {
  const all = await Promise.all(
    paths.map(async (path) => ((await host.read(`${root}/${path}`)) === undefined ? [] : [`${root}/${path}`])),
  );
  return all.flat();
}

async function rebootAskedIn(host: Host): Promise<string | undefined> {
  const text = await host.read(MARK);
  if (text === undefined) return undefined;
  // A mark that cannot be read is still a mark: without it there might be no end of reboots.
  return /"bootId":"([^"]*)"/.exec(text)?.[1] ?? "unknown";
}

async function ineffective(host: Host, edits: readonly Edit[]): Promise<AppError> {
  const effective = ((await host.read("/proc/cmdline")) ?? "").split(/\s+/).includes("cgroup_enable=memory");
  const files = edits.map((edit) => edit.path);
  const reason = effective
    ? "the kernel was started with the flag and has no memory cgroup all the same: it needs another kernel"
    : files.length > 0
      ? `something took the flag out of ${list(files)} again`
      : `the firmware reads another file than ${list(await bootFiles(host))}: look at os_prefix and cmdline in config.txt`;
  return new AppError(
    "step-ineffective",
    `cgroup_enable=memory was written and the Pi was restarted, without effect: ${reason}. ` +
      `Mend that and reboot, or remove ${MARK} to let the agent try once more`,
  );
}
