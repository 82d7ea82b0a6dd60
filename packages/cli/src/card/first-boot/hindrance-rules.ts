/** Commands and packages that work against the rack, as people write them, and what to do about each. */

export interface Rule {
  /** Of a command, as one line. */
  readonly commands: readonly RegExp[];
  readonly pack?: RegExp;
  /** A line that shows that it was thought of. */
  readonly unless?: RegExp;
  /** Goes on after "user-data ". */
  readonly does: string;
  readonly cure: string;
  /** Raspberry Pi Imager's own script does it too, and the rack has its answer. */
  readonly inImagers?: true;
}

/** Where the name of a program may stand, also in what a shell is given. */
const RUN = String.raw`(?:^\s*|[;&|({\x60]\s*|\b(?:sudo|then|else|do|exec|nohup)\s+|\s-c\s+["']?)(?:/\S+/)?`;
const runs = (rest: string) => new RegExp(RUN + rest);

/** Commands that change the file at `path`, a pattern. */
function writes(path: string): readonly RegExp[] {
  const file = `["']?${path}(?![\\w./-])`;
  return [
    new RegExp(`>\\s*${file}|\\btee\\b[^;&|>]*\\s${file}`),
    new RegExp(`\\b(?:sed|perl)\\b.*\\s(?:-\\w*i\\S*|--in-place\\S*)\\s.*${file}`),
    new RegExp(`\\b(?:cp|mv|install)\\s[^;&|]*\\s${file}["']?\\s*(?:$|[;&|])`),
  ];
}

const FIREWALLS = "(?:ufw|nftables|firewalld|netfilter-persistent|iptables)";
const INSTALL = String.raw`\bapt(?:-get)?\s.*\binstall\b.*\s`;

export const RESTARTS: Rule = {
  commands: [
    runs(
      String.raw`(?:(?:systemctl\s+(?:-\S+\s+)*)?(?:reboot|poweroff|halt|kexec)|shutdown|(?:tel)?init\s+[06])(?![\w.-])`,
    ),
  ],
  does: "restarts the Pi or switches it off",
  cure: "what Rackberry installs is then interrupted and begins again at the next start: take it out unless you need it",
  inImagers: true,
};

export const RULES: readonly Rule[] = [
  {
    commands: [
      /\bufw\s+(?:-\S+\s+)*enable\b|\bENABLED=yes\b.*\/ufw\.conf\b|> \/etc\/ufw\/ufw\.conf$/,
      new RegExp(String.raw`\bsystemctl\b[^;&|]*\s(?:enable|start|restart)\s[^;&|]*\b${FIREWALLS}\b`),
      new RegExp(
        String.raw`\bservice\s+${FIREWALLS}\s+(?:re)?start\b|\bnetfilter-persistent\s+(?:start|reload|restart)\b`,
      ),
      /\bip6?tables\S*\s.*(?:-P|--policy)\s+(?:INPUT|FORWARD)\s+(?:DROP|REJECT)\b/,
      /\bip6?tables\S*\s.*(?:-A|-I|--append|--insert)\s+(?:INPUT|FORWARD)\s+(?:\d+\s+)?(?:-i\s+\S+\s+)?(?:-j|--jump)\s+(?:DROP|REJECT)\b/,
      /\bnft\b.*(?:\s(?:-f|--file)\b|\bpolicy\s+(?:drop|reject)\b)|\bip6?tables-restore\b|> \/etc\/iptables\/rules\.v[46]$/,
      new RegExp(String.raw`\bfirewall-cmd\b|${INSTALL}firewalld\b`),
    ],
    pack: /^firewalld(?:=|$)/,
    unless: /\b7440\b/,
    does: "switches a firewall on",
    cure: "let the agent's port in (7440/tcp, and 5353/udp, by which it is found), and Kubernetes' own (6443, 10250, 8472/udp; 30000 to 32767), or take it out",
  },
  {
    commands: [
      /\bhostnamectl\b.*\bhostname\b|\bnmcli\s+g\w*\s+hostname\s+\S|\bkernel\.hostname=|\bset_hostname\b|\bdo_hostname\b/,
      runs(String.raw`hostname\s+[^-\s]`),
      ...writes("/etc/hostname"),
      /\bsed\b.*\s(?:-\w*i\S*|--in-place\S*)\s.*\/etc\/hostname\b/,
    ],
    does: "sets the host name by itself",
    cure: "the rack names its Pis, so take it out; a name of its own for this Pi: pictl card --name NAME",
    inImagers: true,
  },
  {
    commands: writes("/etc/hosts"),
    does: "writes into /etc/hosts",
    cure: "the names of the rack's nodes are the agent's lines there: leave those alone",
    inImagers: true,
  },
  RESTARTS,
  {
    commands: [
      /get\.k3s\.io|\/k3s-install\.sh\b|\bINSTALL_K3S_|\bK3S_(?:URL|TOKEN)=|get\.rke2\.io|get\.k0s\.sh|> \/etc\/rancher\//,
      /\bsnap\s+install\b.*\s(?:microk8s|k8s)\b|\bmicrok8s\b|\bk3sup\b|\bk3s(?:-agent)?\s+(?:server|agent)\b/,
      /\bkubeadm\s+(?:init|join)\b|\bminikube\s+start\b|\bk0s\s+install\b/,
      new RegExp(`${INSTALL}(?:k3s|kubeadm|kubelet)\\b`),
    ],
    pack: /^(?:k3s|microk8s|kubeadm|kubelet|kubernetes-\S*)(?:=|$)/,
    does: "installs a Kubernetes of its own",
    cure: "two on one Pi take each other's ports and network: take it out",
  },
  {
    commands: [
      /\b(?:get|test)\.docker\.com\b|\bsnap\s+install\b.*\sdocker\b/,
      new RegExp(`${INSTALL}(?:docker-ce|docker\\.io|containerd\\.io|podman-docker)(?![\\w-])`),
    ],
    pack: /^(?:docker-ce|docker\.io|containerd\.io)(?:=|$)/,
    does: "installs Docker",
    cure: "the rack's Pis run containerd, of which Docker brings another: take it out",
  },
  {
    commands: [/\bdo_overlayfs\s+0\b|\benable_overlayfs\b|\boverlayroot\b|\bboot=overlay\b|\benable_bootro\b/],
    pack: /^overlayroot(?:=|$)/,
    does: "keeps the root file system in memory from then on",
    cure: "the agent would be gone after every restart: take it out",
  },
  {
    commands: [
      /\/etc\/cloud\/cloud-init\.disabled\b|\bcloud-init=disabled\b/,
      /\b(?:disable|mask)\b.*\bcloud-(?:init|config|final)\b|\b(?:purge|remove|autoremove)\b.*\bcloud-init\b/,
    ],
    does: "turns cloud-init off",
    cure: "it is what begins the installation again after a pulled plug: take it out, or do it once the Pi is a node",
  },
];
