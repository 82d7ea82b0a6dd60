/**
 * Words on the kernel's command line that make a card useless, or undo what is written to it. The only such table:
 * pictl reports them when it writes the card, and the agent names them in its reasons.
 */
import { AppError } from "./error.ts";
import { firstLine, kernelWords, LONGEST_LINE, lineWords, oddBlank } from "./kernel-line.ts";

export type WordEffect =
  /** cloud-init, which starts the installation, does not run, or reads other data. */
  | "no-cloud-init"
  /** The system does not start as intended. */
  | "no-start"
  /** Everything that is installed is lost at the next restart. */
  | "root-in-memory"
  /** With the memory cgroup's flags there is still no memory cgroup, or one that today's Kubernetes refuses. */
  | "cgroup-v1"
  /** The flags give no memory cgroup if cgroup v1 is in use. */
  | "no-memory-cgroup"
  /** Harmless, but a person should know. */
  | "note";

export interface Contradiction {
  readonly word: string;
  readonly effect: WordEffect;
  /** Continues the sentence after the word: "turns cloud-init off". */
  readonly does: string;
  /** What to do about it, if not removing the word. */
  readonly cure?: string;
}

interface Rule extends Omit<Contradiction, "word"> {
  readonly word: RegExp;
}

const IN_MEMORY = "keeps what is written to the root file system in memory, so the agent is gone after every reboot";

/**
 * Sources: cloud-init's tools/ds-identify, cloud-init-generator and DataSourceNoCloud.py; overlayroot(8);
 * raspi-config's do_overlayfs; systemd(1), kernel-command-line(7), src/basic/cgroup-util.c; kernel/cgroup/cgroup-v1.c.
 */
const RULES: readonly Rule[] = [
  { word: /^cloud-init=disabled$/, effect: "no-cloud-init", does: "turns cloud-init off" },
  {
    // Naming the boot partition itself is allowed.
    word: /^ds=nocloud\S*?;(?:s|seedfrom)=(?!(?:file:\/\/)?\/boot\/firmware\/?(?:;|$))/i,
    effect: "no-cloud-init",
    does: "makes cloud-init read its data from there instead of from this card",
  },
  {
    word: /^(?:ds|ci\.ds|ci\.datasource)=(?!"?nocloud)./i,
    effect: "no-cloud-init",
    does: "makes cloud-init read its data from there instead of from this card",
  },
  {
    word: /^ds=nocloud\S*;dsmode=disabled(?:;|$)/i,
    effect: "no-cloud-init",
    does: "makes cloud-init skip this card",
  },
  {
    word: /^systemd\.mask=(?:cloud-(?:init|config|final)\S*|rackberry-install\S*|pi-agent\S*)$/,
    effect: "no-start",
    does: "keeps systemd from starting what installs or is the agent",
  },
  {
    word: /^systemd\.mask=(?:containerd|kubelet)(?:\.service)?$/,
    effect: "note",
    does: "keeps systemd from starting a service without which no pod runs",
  },
  {
    word: /^(?:overlayroot="?(?:tmpfs|crypt)\S*|boot=(?:overlay|live)|aufs=tmpfs|fsprotect(?:=\S*)?|systemd\.volatile(?:=(?!(?:no|n|false|f|off|0)$)\S*)?)$/i,
    effect: "root-in-memory",
    does: IN_MEMORY,
  },
  {
    // Scripts from widely copied guides, which mount an overlay over the root file system before they start systemd.
    word: /^init=\S*(?:overlay|ro-?root|root-?ro\b|init-?ro\b)\S*$/i,
    effect: "root-in-memory",
    does: IN_MEMORY,
  },
  {
    word: /^(?:root=(?:\/dev\/ram\d*|live:\S*)|rootfstype=(?:tmpfs|ramfs))$/,
    effect: "root-in-memory",
    does: IN_MEMORY,
  },
  {
    word: /^(?:root=\/dev\/nfs|boot=nfs)$/,
    effect: "note",
    does: "takes the root file system from a server, where containerd cannot put its overlays",
    cure: "give this Pi a card or a disk of its own",
  },
  {
    word: /^(?:single|rescue|emergency|[sS1]|-[sb]|systemd\.unit=(?:rescue|emergency|runlevel1|poweroff|halt|reboot)\.target|break(?:=\S*)?|rd\.break(?:=\S*)?)$/,
    effect: "no-start",
    does: "starts a rescue shell instead of the system",
  },
  {
    word: /^(?:rd)?init=(?:\/usr)?(?:\/s?bin)?\/?(?:\w*sh|busybox|sulogin)$/,
    effect: "no-start",
    does: "starts a shell instead of the system",
  },
  {
    // systemd treats a hyphen as an underscore.
    word: /^(?:systemd\.unified[-_]cgroup[-_]hierarchy="?(?:0|no|n|false|f|off)"?|SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=\S+)$/i,
    effect: "cgroup-v1",
    does: "makes systemd use cgroup v1, in which newer kernels have no memory controller and which Kubernetes refuses from 1.35 on",
  },
  {
    word: /^cgroup_no_v1="?(?:\S*,)?(?:all|memory)(?:,\S*)?"?$/,
    effect: "no-memory-cgroup",
    does: "takes the memory controller away from cgroup v1, which older systems use",
  },
  {
    word: /^(?:cloud-config-url|url)=./,
    effect: "note",
    does: "makes cloud-init fetch settings from a server first: they may undo those of this card",
  },
  { word: /^cc:/, effect: "note", does: "gives cloud-init other settings: they may undo those of this card" },
  {
    word: /^(?:module_blacklist|modprobe\.blacklist)=(?:\S*,)?(?:overlay|br[-_]netfilter|vxlan)(?:,|$)/,
    effect: "note",
    does: "keeps the kernel from loading a module that Kubernetes needs",
  },
  {
    word: /^(?:maxcpus="?[01]"?|nosmp)$/,
    effect: "note",
    does: "leaves one processor, but kubeadm needs two on a control plane",
  },
  {
    word: /^network-config="?disabled"?$/,
    effect: "note",
    does: "keeps cloud-init from setting up the network, and Ubuntu has none without it",
  },
];

/** In the order of the line. Words after -- count, because systemd and cloud-init read them too. */
export function contradictions(text: string): readonly Contradiction[] {
  return lineWords(text).flatMap(({ text: word }) => {
    const rule = RULES.find((one) => one.word.test(word));
    return rule ? [{ ...rule, word }] : [];
  });
}

/** What else a person should know about a line: sentences that begin with `path`. */
export function lineNotes(path: string, text: string): readonly string[] {
  const odd = oddBlank(text);
  const size = firstLine(text).length;
  return [
    ...(odd
      ? [
          `${path} has ${odd.name} in ${odd.word}: it is not a blank, so the words that it is glued to do not count. Type plain blanks`,
        ]
      : []),
    // The firmware puts about 300 bytes of its own before the line.
    ...(size > LONGEST_LINE - 400 && size <= LONGEST_LINE
      ? [
          `${path} has ${size} bytes in its line: with what the firmware puts before it, the kernel, which takes ${LONGEST_LINE}, may cut off its end`,
        ]
      : []),
  ];
}

/** Throws `refused` if no Pi can start with this line: damaged, edited by mistake, or too long. `path`: its file. */
export function checkBootLine(path: string, text: string): void {
  const mend = "restore it, or flash the card again";
  if (text.includes("\0")) {
    throw new AppError(
      "refused",
      `${path} has NUL bytes in it, as a torn card has, or a text saved as UTF-16: ${mend}`,
    );
  }
  if (!kernelWords(text).some((word) => /^"?root=./.test(word.text))) {
    const where = "in its first line, the only one that is read";
    throw new AppError("refused", `${path} has no root= ${where}, so no Pi would find a system with it: ${mend}`);
  }
  const size = firstLine(text).length;
  if (size > LONGEST_LINE) {
    const cut = `the kernel takes ${LONGEST_LINE} and cuts off the rest`;
    throw new AppError("refused", `the line of ${path} would have ${size} bytes, but ${cut}: shorten it`);
  }
}
