/** No swap: the kubelet refuses to start with it. Judged by the kernel, kept off over reboots. */
import type { Host } from "../host/host.ts";
import { list, sentenceOf } from "./sentence.ts";
import type { Step } from "./step.ts";
import { unitStates, untilItsTurn } from "./units.ts";

const FSTAB = "/etc/fstab";
/** Raspberry Pi OS trixie makes zram and file swap by itself, not by fstab. */
const RPI_SWAP = {
  path: "/etc/rpi/swap.conf.d/90-rackberry.conf",
  content: "# Written by pi-agent: the kubelet does not run with swap.\n[Main]\nMechanism=none\n",
};

export const swap: Step = {
  name: "swap",
  async check({ host }) {
    const active = await activeSwaps(host);
    const fstab = (await host.read(FSTAB)) ?? "";
    return sentenceOf([
      active.length > 0 && `turn off swap on ${list(active)}`,
      withoutSwap(fstab) !== fstab && `take swap out of ${FSTAB}`,
      (await dphysSwap(host)) && "disable dphys-swapfile",
      (await wantsRpiSwap(host)) && `write ${RPI_SWAP.path}`,
    ]);
  },
  async apply({ host, clock, signal }) {
    const fstab = (await host.read(FSTAB)) ?? "";
    if (withoutSwap(fstab) !== fstab) await host.write(FSTAB, withoutSwap(fstab));
    if (await dphysSwap(host)) await host.run(["systemctl", "disable", "--now", "dphys-swapfile.service"]);
    if (await wantsRpiSwap(host)) {
      await host.makeDirectory("/etc/rpi/swap.conf.d");
      await host.write(RPI_SWAP.path, RPI_SWAP.content);
    }
    // The agent is there before the boot's swap, which systemd turns on by what was in fstab when the boot began.
    await untilItsTurn({ host, clock, signal }, "swap.target");
    if ((await activeSwaps(host)).length > 0) await host.run(["swapoff", "--all"], { timeout: 300_000 });
  },
};

/** fstab with its swap lines as comments; everything else stays byte for byte. */
export const withoutSwap = (fstab: string): string =>
  fstab.replace(/^(?!\s*#)(\s*\S+\s+\S+\s+swap\s.*)$/gm, "# without swap (pi-agent): $1");

async function activeSwaps(host: Host): Promise<readonly string[]> {
  const [, ...rows] = ((await host.read("/proc/swaps")) ?? "").trim().split("\n");
  return rows.map((row) => row.split(/\s/)[0] ?? "").filter((name) => name !== "");
}

async function dphysSwap(host: Host): Promise<boolean> {
  if ((await host.info("/etc/dphys-swapfile")) === undefined) return false;
  const [state] = await unitStates(host, ["dphys-swapfile.service"]);
  return state?.exists === true && (state.enabled || state.active);
}

async function wantsRpiSwap(host: Host): Promise<boolean> {
  if ((await host.info("/etc/rpi/swap.conf")) === undefined && !(await host.info("/usr/lib/rpi-swap"))) return false;
  return (await host.read(RPI_SWAP.path)) !== RPI_SWAP.content;
}
