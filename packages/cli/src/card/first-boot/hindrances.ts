/** What in user-data or in a first-boot script works against the rack: said at the card, since the Pi cannot say it. Pure. */

interface Rule {
  /** Of a command, as one line. */
  readonly command?: RegExp;
  readonly pack?: RegExp;
  /** A command that shows that it was thought of. */
  readonly unless?: RegExp;
  /** Goes on after "user-data ". */
  readonly does: string;
  readonly cure: string;
  /** Raspberry Pi Imager's own script does it too, and the rack has its answer. */
  readonly inImagers?: true;
}

const RULES: readonly Rule[] = [
  {
    command:
      /\bufw\b.*\benable\b|\bsystemctl\b.*\b(?:enable|start|restart)\b.*\b(?:ufw|nftables|firewalld|netfilter-persistent)\b|\b(?:ip6?tables|nft)\b.*\b(?:-P|--policy|policy)\s*(?:(?:INPUT|FORWARD|input|forward)\s+)?(?:DROP|REJECT|drop|reject)\b|\bnft\s+-f\b|\biptables-restore\b|\bfirewall-cmd\b/,
    pack: /^firewalld(?:=|$)/,
    unless: /\b7440\b/,
    does: "switches a firewall on",
    cure: "let the agent's port in (7440/tcp, and 5353/udp, by which it is found), and Kubernetes' own (6443, 10250, 8472/udp; 30000 to 32767), or take it out",
  },
  {
    command:
      /\bhostnamectl\b.*\bhostname\b|(?:^|[;&|]\s*)(?:sudo\s+)?hostname\s+[^-\s]|>\s*\/etc\/hostname\b|\btee\b.*\/etc\/hostname\b|\bset_hostname\b|\bdo_hostname\b/,
    does: "sets the host name by itself",
    cure: "the rack names its Pis, so take it out; a name of its own for this Pi: pictl card --name NAME",
    inImagers: true,
  },
  {
    command: /(?:>|\btee\b|\bsed\b.*-i).*\/etc\/hosts\b/,
    does: "writes into /etc/hosts",
    cure: "the names of the rack's nodes are the agent's lines there: leave those alone",
    inImagers: true,
  },
  {
    command:
      /(?:^|[;&|]\s*|\bsudo\s+|\bsystemctl\s+)(?:reboot|poweroff|halt|kexec)\b|(?:^|[;&|]\s*|\bsudo\s+)(?:shutdown|init\s+[06])\b/,
    does: "restarts the Pi or switches it off",
    cure: "what Rackberry installs is then interrupted and begins again at the next start: take it out unless you need it",
    inImagers: true,
  },
  {
    command:
      /get\.k3s\.io|get\.rke2\.io|get\.k0s\.sh|\b(?:snap\s+install|apt(?:-get)?\s+.*install)\b.*\b(?:microk8s|k8s|k3s|kubeadm|kubelet)\b|\bmicrok8s\b|\bk3sup\b|\bk3s(?:-agent)?\s+(?:server|agent)\b|\bkubeadm\s+(?:init|join)\b|\bminikube\s+start\b|\bk0s\s+install\b/,
    pack: /^(?:k3s|microk8s|kubeadm|kubelet|kubernetes-\S*)(?:=|$)/,
    does: "installs a Kubernetes of its own",
    cure: "two on one Pi take each other's ports and network: take it out",
  },
  {
    command: /get\.docker\.com|\bapt(?:-get)?\s+.*install\b.*\b(?:docker-ce|docker\.io|containerd\.io|podman-docker)\b/,
    pack: /^(?:docker-ce|docker\.io|containerd\.io)(?:=|$)/,
    does: "installs Docker",
    cure: "the rack's Pis run containerd, of which Docker brings another: take it out",
  },
  {
    command: /\bdo_overlayfs\s+0\b|\benable_overlayfs\b|\boverlayroot\b|\benable_bootro\b/,
    pack: /^overlayroot(?:=|$)/,
    does: "keeps the root file system in memory from then on",
    cure: "the agent would be gone after every restart: take it out",
  },
  {
    command:
      /\/etc\/cloud\/cloud-init\.disabled\b|\b(?:disable|mask)\b.*\bcloud-(?:init|config|final)\b|\b(?:purge|remove)\b.*\bcloud-init\b/,
    does: "switches cloud-init off",
    cure: "it is what begins the installation again after a pulled plug: take it out, or do it once the Pi is a node",
  },
];

/** Sentences about user-data, from its values. */
export function userDataNotes(values: Readonly<Record<string, unknown>>): string[] {
  const commands = ["bootcmd", "runcmd"].flatMap((key) => commandsOf(values[key]));
  const snap = values.snap;
  if (snap && typeof snap === "object" && "commands" in snap) commands.push(...commandsOf(snap.commands));
  const packages = commandsOf(values.packages).map((name) => name.trim());
  const notes = sentences("user-data", commands, packages);
  const power = values.power_state;
  if (power && typeof power === "object" && "mode" in power) {
    notes.push(`user-data restarts the Pi or switches it off (power_state): ${RESTART}`);
  }
  return notes;
}

const RESTART = RULES.find(({ does }) => does.startsWith("restarts"))?.cure ?? "";

/** The same about a script. What Raspberry Pi Imager writes itself is not told. */
export function scriptNotes(file: string, script: string): string[] {
  const lines = script.split("\n").filter((line) => !/^\s*#/.test(line));
  return sentences(file, lines, [], ({ inImagers }) => !inImagers);
}

function sentences(
  file: string,
  commands: readonly string[],
  packages: readonly string[],
  told: (rule: Rule) => boolean = () => true,
): string[] {
  return RULES.filter(told).flatMap(({ command, pack, unless, does, cure }) => {
    const what = commands.find((one) => command?.test(one)) ?? packages.find((one) => pack?.test(one));
    return what === undefined || commands.some((one) => unless?.test(one))
      ? []
      : [`${file} ${does} (${shortened(what)}): ${cure}`];
  });
}

/** Each command as one line; our own is not a person's. */
function commandsOf(value: unknown): string[] {
  const all = Array.isArray(value) ? value : value && typeof value === "object" ? Object.values(value) : [];
  return all
    .map((one: unknown) => (Array.isArray(one) ? one.join(" ") : String(one ?? "")))
    .filter((one) => !one.includes("rackberry/install.sh"))
    .flatMap((one) => one.split("\n"));
}

function shortened(command: string): string {
  const line = command.trim().replace(/\p{Cc}/gu, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
