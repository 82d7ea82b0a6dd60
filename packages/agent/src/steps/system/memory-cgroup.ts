/** The memory cgroup, which a Pi's firmware turns off: flags in cmdline.txt, and the one reboot that they need. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { list } from "../tools/sentence.ts";
import { STATE_DIRECTORY } from "../tools/state.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { bootId } from "../tools/system.ts";
import type { Edit } from "../trouble/boot-edits.ts";
import { untilFirstBootEnded } from "./first-boot.ts";

/** Remembers the boot in which we asked for a reboot, so that an edit without effect never becomes a reboot loop. */
const MARK = `${STATE_DIRECTORY}/memory-cgroup.json`;

/** Throws `step-ineffective` when a reboot has not helped, `refused` when the boot partition cannot be written. */
export function memoryCgroup({ dryRun }: { readonly dryRun: boolean }): Step {
  return {
    name: "memory-cgroup",
    reboot: true,
    async check({ host }) {
      if (await hasMemoryCgroup(host)) {
        // The reboot has had its effect; a later one has nothing to do with it.
        if (!dryRun) await host.remove(MARK);
        return undefined;
      }
      const { pendingEdits, refuseRootInMemory, startedWithFlag } = await bootEdits();
      const edits = await pendingEdits(host);
      const asked = await rebootAskedIn(host);
      const restarted = asked !== undefined && asked !== (await bootId(host));
      // A kernel that was started with the flag will not behave differently next time.
      if (restarted || (edits.length === 0 && (await startedWithFlag(host)))) {
        throw await ineffective(host, edits, { restarted });
      }
      await refuseRootInMemory(host);
      if (edits.length === 0) return "reboot, so that the flags on the boot partition turn the memory cgroup on";
      return `add cgroup_enable=memory to ${list(edits.map((edit) => edit.path))} and reboot`;
    },
    async apply(context: StepContext) {
      const { host } = context;
      const { pendingEdits, writeEdit } = await bootEdits();
      for (const edit of await pendingEdits(host)) await writeEdit(host, edit);
      await untilFirstBootEnded(context);
      await host.makeDirectory(STATE_DIRECTORY, { mode: 0o700 });
      await host.write(MARK, `${JSON.stringify({ bootId: await bootId(host) })}\n`, { mode: 0o600 });
    },
  };
}

/** Most Pis' cards have the flags already. */
const bootEdits = () => import("../trouble/index.ts");

/** Asks the running kernel: v2 by its list of controllers, v1 by the enabled column and the mount. */
async function hasMemoryCgroup(host: Host): Promise<boolean> {
  const controllers = await host.read("/sys/fs/cgroup/cgroup.controllers");
  if (controllers !== undefined) return controllers.trim().split(/\s+/).includes("memory");
  const row = ((await host.read("/proc/cgroups")) ?? "").split("\n").find((line) => line.startsWith("memory\t"));
  const mounts = ((await host.read("/proc/self/mounts")) ?? "").split("\n").map((line) => line.split(" "));
  const mounted = mounts.some(([, , type, options]) => type === "cgroup" && options?.split(",").includes("memory"));
  return row?.trim().split("\t")[3] === "1" && mounted;
}

async function rebootAskedIn(host: Host): Promise<string | undefined> {
  const text = await host.read(MARK);
  if (text === undefined) return undefined;
  // A mark that cannot be read is still a mark: without it the reboots might never end.
  return /"bootId":"([^"]*)"/.exec(text)?.[1] ?? "unknown";
}

async function ineffective(
  host: Host,
  edits: readonly Edit[],
  { restarted }: { restarted: boolean },
): Promise<AppError> {
  const done = restarted
    ? "cgroup_enable=memory was written and the Pi was rebooted, without effect"
    : "the kernel has no memory cgroup, though it was started with cgroup_enable=memory";
  const again = restarted ? `, or remove ${MARK} to let the agent try again` : "";
  const reason = await (await bootEdits()).whyIneffective(host, edits);
  return new AppError("step-ineffective", `${done}: ${reason}. Fix that and reboot${again}`);
}
