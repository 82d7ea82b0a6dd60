/** The rack.yaml that `pictl init` writes: valid as it is, with the defaults as its values. */
import { DEFAULTS, defaultPackagesUrl } from "./rack-config.ts";

export const RACK_TEMPLATE = `# A rack of Pis: what pi-coordinator makes of the Pis that it finds.
# It goes with the master's card; after that, pictl apply sends it to the rack, and pictl plan says what that would
# change. Everything has a default; what is written below are the defaults.

# Name of the rack: a-z, 0-9 and -.
rack: ${DEFAULTS.name}

# Nodes are called NAME.DOMAIN: master1.${DEFAULTS.domain}, node1.${DEFAULTS.domain}, node2.${DEFAULTS.domain} …; the cluster is api.${DEFAULTS.domain}.
# This, the two subnets and the network are fixed when the cluster is made.
domain: ${DEFAULTS.domain}

# Kubernetes: a minor version, which means the newest of its versions when the rack is set up (all nodes get
# the same one, later ones too), or a version in full, such as 1.36.3.
kubernetes: ${DEFAULTS.kubernetes}

# Addresses of pods and of services. They must not overlap, nor hold addresses of your own network. Each node takes
# a /24 of the pods': a /16 has room for 256 nodes.
podSubnet: ${DEFAULTS.podSubnet}
serviceSubnet: ${DEFAULTS.serviceSubnet}

# Where the Pis talk to each other, if they have Wi-Fi beside their cable, or several cables: the network of your switch.
# By itself, the master takes the network on which it meets the others.
#nodeSubnet: 10.0.0.0/24

# How pods reach each other:
#   flannel   an overlay, works on any network
#   direct    plain routes between the nodes: no daemon at all, for Pis on one switch
network: ${DEFAULTS.network}

# Who gets in:
#   automatic   every Pi that starts from a card made by pictl card
#   ask         such a Pi waits until you say: pictl adopt NAME
adoption: ${DEFAULTS.adoption}

# The account that is made on every node, with sudo. It has no password: its ssh keys (the line in a .pub file) are
# the way in. With a key, password logins over ssh are closed. Without one, nothing is closed: whatever account and
# password the image came with stays open (Ubuntu's is ubuntu, with the password ubuntu until the first login).
# sshKeysFile is a file beside this one, a public key on each line.
user:
  name: ${DEFAULTS.user}
  sshKeys: []
  #  - ssh-ed25519 AAAA… you@laptop
  # sshKeysFile: authorized_keys

# Names by serial number (16 digits: cat /proc/device-tree/serial-number). Pis that are not listed have the name on
# their card (pictl card --name), else are named in order of arrival: node1, node2 … The Pi with the
# master's card is the control plane.
nodes: []
#  - serial: 10000000abcdef01
#    name: cellar
#    role: worker            # worker or control-plane
#    address: 10.0.0.12      # only where it is not found by itself: its switch lets no multicast through

# Where kubeadm, kubelet and kubectl come from. Default: the community's repository of the version above.
# key is the repository's signing key (ASCII-armoured), a file beside this one; needed unless url is https.
packages:
  # url: ${defaultPackagesUrl(DEFAULTS.kubernetes)}
  # key: kubernetes.asc

# Where images come from: repository in place of kubeadm's default, mirrors in front of registries.
images:
  # repository: registry.k8s.io
  # mirrors:
  #   docker.io: http://10.0.0.2:5000

# When a new agent may be rolled out (pictl upgrade), which restarts agents one after the other. Default: always.
# The hours are the master's local time.
maintenance:
  # hours: 02:00-05:00

# For experts: passed on to kubeadm as they are.
kubeadm:
  # skipPhases: [addon/coredns]
  # ignorePreflightErrors: [NumCPU]
`;

const NO_KEY = `  sshKeys: []
  #  - ssh-ed25519 AAAA… you@laptop
`;

/** The template with the owner's public key, already checked by sshKey(). */
export function rackTemplate(sshKey: string | undefined): string {
  if (sshKey === undefined) return RACK_TEMPLATE;
  // The key's comment may contain anything.
  const line = /^[\w+/=@. -]+$/.test(sshKey) ? sshKey : JSON.stringify(sshKey);
  return RACK_TEMPLATE.replace(NO_KEY, () => `  sshKeys:\n    - ${line}\n`);
}
