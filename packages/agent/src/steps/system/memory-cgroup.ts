/** Turns on the memory cgroup, which a Pi's firmware turns off: sets flags in cmdline.txt and asks for one reboot. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { list } from "../tools/sentence.ts";
import { STATE_DIRECTORY } from "../tools/state.ts";
import type { Step, StepContext } from "../tools/step.ts";
import { bootId } from "../tools/system.ts";
import type { Edit } from "../trouble/boot-edits.ts";
import { untilFirstBootEnded } from "./first-boot.ts";

/** Records the boot in which we asked for a reboot, so that an edit without effect never becomes a reboot loop. */
const MARK = `${STATE_DIRECTORY}/memory-cgroup.json`;

/** Throws `step-ineffective` when a reboot has not helped, `refused` when the boot partition cannot be written. */
export function memoryCgroup({ dryRun }: { readonly dryRun: boolean }): Step {
  return {
    name: "memory-cgroup",
    reboot: true,
    async check({ host }) {
      if (await hasMemoryCgroup(host)) {
        // The reboot took effect; if the flag is lost later, one more reboot is allowed.
        if (!dryRun) await host.remove(MARK);
        return undefined;
      }
      const { pendingEdits, refuseRootInMemory, startedWithFlag } = await bootEdits();
      const edits = await pendingEdits(host);
      const asked = await rebootAskedIn(host);
      const restarted = asked !== undefined && asked !== (await bootId(host));
      // A kernel that ignores the flag now will ignore it after another reboot.
      if (restarted || (edits.length === 0 && (await startedWithFlag(host)))) {
        throw await ineffective(host, edits, { restarted });
      }
      await refuseRootInMemory(host);
      if (edits.length === 0) return "reboot, so that the flags on the boot partition turn on the memory cgroup";
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

/** Loaded on demand: most Pis come with the flags on their cards. */
const bootEdits = () => import("../trouble/index.ts");

/** Asks the running kernel: for v2 its list of controllers, for v1 the enabled column and the mount. */
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
  // A mark that cannot be read still counts: otherwise the Pi might reboot for ever.
  return /"bootId":"([^"]*)"/.exec(text)?.[1] ?? "unknown";
}

async function ineffective(
  host: Host,
  edits: readonly Edit[],
  { restarted }: { restarted: boolean },
): Promise<AppError> {
  const done = restarted
    ? "cgroup_enable=memory was written and the Pi was restarted, without effect"
    : "the kernel has no memory cgroup, though it was started with cgroup_enable=memory";
  const again = restarted ? `, or remove ${MARK} to let the agent try again` : "";
  const reason = await (await bootEdits()).whyIneffective(host, edits);
  return new AppError("step-ineffective", `${done}: ${reason}. Fix that and reboot${again}`);
}
