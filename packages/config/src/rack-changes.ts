/** How one rack.yaml differs from another, key by key. Pure. */
import { createHash } from "node:crypto";
import { hoursText } from "./hours.ts";
import type { Rack } from "./load-rack.ts";

/** Values as shown to a person; "" if absent. None is secret: rack.yaml accepts no URL with a password. */
export interface RackChange {
  /** As in rack.yaml: user.name; entries of a list by their identifying value: nodes[10000000abcdef01].name */
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

/** Most characters of a value: longer lists are unreadable. */
const MOST = 160;

/** In the order of rack.yaml; compares the content of the files that it names, too. */
export function rackChanges(before: Rack, after: Rack): readonly RackChange[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was = "", is = ""] = [old.get(key), now.get(key)];
    return was === is ? [] : [{ key, before: short(was), after: short(is) }];
  });
}

const short = (value: string) => (value.length > MOST ? `${value.slice(0, MOST)}…` : value);

function valuesOf({ config, packagesKey, sshKeys }: Rack): ReadonlyMap<string, string> {
  const { name, nodes, user, packages, images, kubeadm, maintenance, ...plain } = config;
  return new Map([
    ["rack", name],
    ...Object.entries(plain),
    ...nodes.flatMap(({ serial, ...node }) =>
      Object.entries(node).map(([key, value]) => [`nodes[${serial}].${key}`, value] as const),
    ),
    ["user.name", user.name],
    ["user.sshKeysFile", user.sshKeysFile],
    ["user.sshKeys", sshKeys.map(shownKey).join(", ")],
    ["packages.url", packages.url],
    ["packages.key", packages.key && `${packages.key} (SHA-256 ${sha256(packagesKey).slice(0, 16)}…)`],
    ["images.repository", images.repository],
    ...images.mirrors.map(({ registry, url }) => [`images.mirrors.${registry}`, url] as const),
    ["maintenance.hours", maintenance.hours ? hoursText(maintenance.hours) : ""],
    ["kubeadm.skipPhases", kubeadm.skipPhases.join(", ")],
    ["kubeadm.ignorePreflightErrors", kubeadm.ignorePreflightErrors.join(", ")],
  ]);
}

/** The key's comment, if any, and its last letters, which distinguish two keys of one owner. */
function shownKey(line: string): string {
  const [type = "", blob = "", ...comment] = line.split(" ");
  return [type, `…${blob.slice(-8)}`, ...comment].join(" ");
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
