/** Values of rack.yaml whose grammar is stricter than the wire's: what a person types must match what a Pi will have. */
import { AppError, grammar, quoted } from "@rackberry/protocol";
import { reservedFor } from "./subnets.ts";

const refusal = (message: string) => new AppError("invalid", message);

const SERIAL = "a Pi's serial number is 16 hex digits, as cat /proc/device-tree/serial-number prints it";

/**
 * Serial number of a Pi, or of another board (as in its device tree), or the substitute of a machine without one
 * (key-…). A value that no machine can match is refused.
 */
export function rackSerial(value: unknown): string {
  const text = grammar.serial(typeof value === "string" ? value.replace(/^0x(?=[0-9a-f]{16}$)/i, "") : value);
  if (
    /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text) ||
    /^(?:b827eb|dca632|e45f01|d83add|2ccf67|28cdc1|88a29e)[0-9a-f]{6}$/.test(text)
  ) {
    throw refusal(`${text} is the address of a network card: ${SERIAL}`);
  }
  if (/^[0-9a-f]+(?:[:_-][0-9a-f]+)+$/i.test(text)) {
    throw refusal(`not a serial number: ${quoted(text)}; ${SERIAL}, without separators`);
  }
  if (/^(?:0x)?[0-9a-f]*$/i.test(text) ? text.length !== 16 : text.length === 16 && !text.startsWith("key-")) {
    throw refusal(
      `not a serial number (${text.length === 16 ? "letters other than a to f" : `${text.length} characters`}): ${quoted(text)}; ${SERIAL}`,
    );
  }
  return text;
}

/** Names that /etc/hosts gives to the machine itself (as in Debian), or that YAML reads as null. */
const OTHERS_NAMES = /^(?:localhost\d*|ip6-.*|broadcasthost|null)$/;

/** A label that a node may have as its name, in rack.yaml or on its card. */
export function nodeName(value: unknown): string {
  const name = grammar.nodeName(value);
  if (OTHERS_NAMES.test(name)) {
    throw refusal(`${name} means something else on every machine, so no node can have it: choose another`);
  }
  // inet_aton(3): glibc treats these as addresses before it looks up names.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(name)) {
    throw refusal(`${name} is read as an address, so no node can have it: choose another`);
  }
  return name;
}

/** NAME.DOMAIN must fit into DNS: a name of 63 characters, a dot and the domain may have at most 253. */
const LONGEST_DOMAIN = 253 - 64;

export function rackDomain(value: unknown): string {
  const name = grammar.domain(value);
  const last = name.split(".").at(-1) ?? "";
  if (name.length > LONGEST_DOMAIN)
    throw refusal(`a domain of ${name.length} letters is too long: at most ${LONGEST_DOMAIN} are allowed`);
  if (/^(?:.*\.)?(?:cluster\.local|svc)$/.test(name)) {
    throw refusal(`${name} is the domain of the services in every cluster: choose another, such as kube.local`);
  }
  if (last === "localhost" || name === "null")
    throw refusal(`${name} means something else: choose another, such as kube.local`);
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(last))
    throw refusal(`${name} would be read as an address: choose another, such as kube.local`);
  return name;
}

export function rackName(value: unknown): string {
  const name = grammar.label(value);
  if (name === "null") throw refusal("null means nothing: choose a name");
  return name;
}

/** The address at which a Pi's agent is reached. */
export function nodeAddress(value: unknown): string {
  const address = grammar.ipv4(value);
  const why = reservedFor(`${address}/32`);
  if (why) throw refusal(`${address} cannot be the address of a Pi: it is among the ${why}`);
  return address;
}

/** Accounts of Debian, Ubuntu and Raspberry Pi OS, of the programs that Rackberry installs, and its own. */
const SYSTEM_ACCOUNTS = new Set(
  [
    "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody toor operator",
    "messagebus sshd dnsmasq avahi avahi-autoipd polkitd rtkit usbmux statd tss syslog uuidd tcpdump landscape lxd",
    "pollinate fwupd-refresh ntp ntpsec chrony dhcpcd colord pulse saned geoclue lightdm hplip nm-openvpn vnc",
    "rpi-first-boot-wizard etcd kube kubelet containerd pi-agent pi-coordinator apt-cacher-ng",
    "snap_daemon snapd-range-524288-root sssd whoopsie kernoops gdm speech-dispatcher cups-pk-helper",
  ].flatMap((line) => line.split(" ")),
);

/** Groups of the same systems: useradd creates a group with the account's name, and fails if it already exists. */
const SYSTEM_GROUPS = new Set(
  [
    "adm tty disk kmem dialout fax voice cdrom floppy tape sudo audio dip src shadow utmp video sasl plugdev staff",
    "users nogroup input sgx kvm render crontab netdev ssh ssl-cert gpio i2c spi lpadmin docker bluetooth scanner",
  ].flatMap((line) => line.split(" ")),
);

export function rackUser(value: unknown): string {
  const name = String(value);
  if (SYSTEM_GROUPS.has(name)) throw refusal(`${name} is a group of the system: choose a name of your own`);
  if (SYSTEM_ACCOUNTS.has(name) || /^(?:_|systemd-|debian-)/.test(name) || name === "null") {
    throw refusal(`${quoted(name)} is an account of the system: choose a name of your own`);
  }
  return grammar.userName(value);
}

/** Files that are or may be beside rack.yaml on the master. Its card's file system ignores case. */
const TAKEN = [
  "rack.yaml",
  "rack.secret",
  "rack.db",
  "coordinator.key",
  "coordinator.crt",
  "release.key",
  "release.pub",
  "api.token",
  "cards.json",
];

export function fileBeside(value: unknown): string {
  if (typeof value !== "string" || !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(value)) {
    throw refusal(
      `not the name of a file beside rack.yaml: ${quoted(value, 120)} (copy the file there, and write its name without a folder)`,
    );
  }
  if (TAKEN.includes(value.toLowerCase()))
    throw refusal(`${value} is one of the rack's own files: give this one another name`);
  return value;
}
