/** rack.yaml's values are sent to each Pi in one message; this checks early that they fit. */
import { AppError, MAX_MESSAGE, MAX_OWNER_SHARE } from "@rackberry/protocol";
import type { Rack } from "./load-rack.ts";

/** Most bytes in NodeSpec, with the fields around them: of an address, of a route (direct only), of all the rest. */
const ADDRESS = 15 + 6;
const ROUTE = 18 + 15 + 6;
const ELSE = 4_096;

/** Throws `invalid` with the numbers. `shown` is the name of rack.yaml in messages. */
export function checkRoom({ config, packagesKey, sshKeys }: Rack, shown: string): void {
  const size = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 4, 0);
  const { mirrors } = config.images;
  const { skipPhases, ignorePreflightErrors: ignored } = config.kubeadm;
  const parts = [
    { key: "user", what: `${sshKeys.length} ssh keys`, bytes: size(sshKeys) },
    { key: "packages.key", what: config.packages.key, bytes: size([packagesKey]) },
    { key: "kubeadm.skipPhases", what: `${skipPhases.length} phases`, bytes: size(skipPhases) },
    { key: "kubeadm.ignorePreflightErrors", what: `${ignored.length} checks`, bytes: size(ignored) },
    {
      ...{ key: "images.mirrors", what: `${mirrors.length} mirrors` },
      bytes: size(mirrors.flatMap(({ registry, url }) => [registry, url])),
    },
  ];
  const sum = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (sum > MAX_OWNER_SHARE) {
    const list = parts.filter(({ bytes }) => bytes > 4).map(({ what, bytes }) => `${what} ${bytes}`);
    const [largest] = parts.sort((a, b) => b.bytes - a.bytes);
    const most = `${sum} bytes (${list.join(", ")}), and at most ${MAX_OWNER_SHARE} fit`;
    throw new AppError("invalid", `${shown}: ${largest?.key}: too much for one message to a Pi: ${most}`);
  }
  const each = ADDRESS + (config.network === "direct" ? ROUTE : 0);
  const names = config.nodes.reduce((sum, { name }) => sum + (name.length || "node1000".length) + each, 0);
  const room = MAX_MESSAGE - ELSE - sum;
  if (names <= room) return;
  const count = `each Pi is told of all others in one message, and ${config.nodes.length} of them are ${names} bytes`;
  throw new AppError("invalid", `${shown}: nodes: ${count}: ${room} are the most`);
}
