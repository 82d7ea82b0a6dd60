/** No swap: the kubelet refuses to start with it. Judged by the kernel, kept off over reboots. */
import type { Host } from "../../host/host.ts";
import { LAST } from "../tools/drop-ins.ts";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { untilItsTurn } from "../tools/units.ts";
import { swapSources, withoutSwap } from "./fstab.ts";
import { type SwapMaker, swapMakers, swapScripts } from "./swap-makers.ts";

const FSTAB = "/etc/fstab";
/** Raspberry Pi OS trixie makes zram and file swap by itself, not by fstab. */
const RPI_SWAP = {
  path: `/etc/rpi/swap.conf.d/${LAST}`,
  content: "# Written by pi-agent: the kubelet does not run with swap.\n[Main]\nMechanism=none\n",
};

export const swap: Step = {
  name: "swap",
  async check({ host }) {
    const { active, fstab, makers } = await swapOf(host);
    const named = (verb: SwapMaker["verb"]) => makers.filter((maker) => maker.verb === verb).map(({ name }) => name);
    return sentenceOf([
      active.length > 0 && `turn off swap on ${list(active)}`,
      withoutSwap(fstab) !== fstab && `remove swap from ${FSTAB}`,
      named("disable").length > 0 && `disable ${list(named("disable"))}`,
      named("mask").length > 0 && `mask ${list(named("mask"))}`,
      (await wantsRpiSwap(host)) && `write ${RPI_SWAP.path}`,
    ]);
  },
  async apply({ host, clock, signal, output }) {
    const { fstab, makers, unexplained } = await swapOf(host);
    const scripts = unexplained.length > 0 ? await swapScripts(host) : [];
    if (withoutSwap(fstab) !== fstab) await host.write(FSTAB, withoutSwap(fstab), { encoding: "bytes" });
    for (const { name, verb } of makers) await host.run(["systemctl", verb, "--now", name], { timeout: SWAPOFF });
    if (await wantsRpiSwap(host)) {
      await host.makeDirectory("/etc/rpi/swap.conf.d");
      await host.write(RPI_SWAP.path, RPI_SWAP.content);
    }
    // The agent starts before the boot's swap, which systemd turns on from the fstab that it read when the boot began.
    await untilItsTurn({ host, clock, signal }, "swap.target");
    if ((await activeSwaps(host)).length > 0) await host.run(["swapoff", "--all"], { timeout: SWAPOFF });
    if (unexplained.length === 0) return;
    const cure = scripts.length > 0 ? `remove it from ${list(scripts)}` : "check what runs at boot";
    output(
      `swap on ${list(unexplained)} is off, but the next boot may turn it on, since neither fstab nor a unit does: ${cure}`,
    );
  },
};

/** Milliseconds: what was swapped out has to be read from the card. */
const SWAPOFF = 300_000;

async function swapOf(host: Host) {
  const active = await activeSwaps(host);
  const fstab = (await host.read(FSTAB, "bytes")) ?? "";
  const hasRpiSwap = await isRpiSwap(host);
  const options = { unexplained: false, generators: !hasRpiSwap };
  const known = await swapMakers(host, options);
  // One unit may make several; that of Raspberry Pi OS, too.
  const open = known.length > 0 || hasRpiSwap ? [] : notOfFstab(active, fstab);
  const makers = open.length > 0 ? await swapMakers(host, { ...options, unexplained: true }) : known;
  return { active, fstab, makers, unexplained: makers.length > 0 ? [] : open };
}

/** Active swap that fstab does not name. fstab may use a name that the kernel does not: UUID=…, a link. */
function notOfFstab(active: readonly string[], fstab: string): readonly string[] {
  const sources = swapSources(fstab);
  const others = active.filter((name) => !sources.includes(name));
  const aliases = sources.filter((source) => !active.includes(source)).length;
  return others.length > aliases ? others : [];
}

async function activeSwaps(host: Host): Promise<readonly string[]> {
  const [, ...rows] = ((await host.read("/proc/swaps")) ?? "").trim().split("\n");
  return rows.map((row) => row.split(/\s/)[0] ?? "").filter((name) => name !== "");
}

const isRpiSwap = async (host: Host): Promise<boolean> =>
  (await host.info("/etc/rpi/swap.conf")) !== undefined || (await host.info("/usr/lib/rpi-swap")) !== undefined;

const wantsRpiSwap = async (host: Host): Promise<boolean> =>
  (await isRpiSwap(host)) && (await host.read(RPI_SWAP.path)) !== RPI_SWAP.content;
