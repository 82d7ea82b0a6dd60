/** Decides whether a card may be written to a device. Pure: everything it needs is in the facts. */
import type { DeviceFacts } from "./device-facts.ts";
import { size } from "./progress.ts";

const GB = 1000 ** 3;
/** The range of sizes in which cards are sold; anything larger is probably a disk in use. */
const SMALLEST = 2 * GB;
const LARGEST = 512 * GB;
const SYSTEM = ["/", "/boot", "/boot/efi", "/boot/firmware", "/usr", "/var", "/home", "/nix", "[SWAP]"];

/** Every reason against the device, as text for the user; an empty list means that it may be written. */
export function reasonsAgainst(facts: DeviceFacts): string[] {
  const { name, type, parent, bytes, readOnly, removable, transport, parts, mounts, unmounting } = facts;
  if (type === "part") return [`it is a partition: name the whole card, /dev/${parent}`];
  if (type !== "disk") return [`it is not a disk (its type is ${type})`];
  const reasons: string[] = [];
  const mounted = [{ name, mounts }, ...parts].flatMap((part) =>
    part.mounts.map((mount) => ({ name: part.name, mount })),
  );
  const system = mounted.filter(({ mount }) => SYSTEM.includes(mount));
  const others = mounted.filter(({ mount }) => !SYSTEM.includes(mount));
  if (system.length > 0) {
    reasons.push(`it holds the running system (${system.map(({ mount }) => mount).join(", ")})`);
  }
  if (others.length > 0) {
    const names = [...new Set(others.map((other) => `/dev/${other.name}`))].join(" ");
    const cure = unmounting ?? `umount ${names}`;
    reasons.push(`it is mounted at ${others.map(({ mount }) => mount).join(", ")}: ${cure}`);
  }
  // LVM, RAID, encryption: in use even if nothing is mounted.
  const built = parts.filter((part) => part.type !== "part");
  if (built.length > 0)
    reasons.push(`it is in use by ${built.map((part) => `${part.name} (${part.type})`).join(", ")}`);
  // Built-in card readers report neither that they are removable nor how they are attached; only their names show it.
  if (!removable && transport !== "usb" && transport !== "mmc" && !/^mmcblk\d+$/.test(name)) {
    reasons.push(`it is neither removable nor attached by USB${transport ? ` (but by ${transport})` : ""}`);
  }
  if (bytes === 0) reasons.push("there is no card in it");
  else if (bytes < SMALLEST) reasons.push(`it has ${size(bytes)}, less than ${size(SMALLEST)}`);
  if (bytes > LARGEST) reasons.push(`it has ${size(bytes)}, more than ${size(LARGEST)}`);
  if (readOnly) reasons.push("it is write-protected: move the card's switch");
  return reasons;
}

/** For the user who must confirm the device: one line for the device and one for each part. */
export function describeDevice({ name, model, transport, bytes, parts }: DeviceFacts): string[] {
  const what = [model ?? "unknown model", transport].filter(Boolean).join(", ");
  return [
    `/dev/${name}: ${what}, ${size(bytes)}${parts.length === 0 ? ", without partitions" : ""}`,
    ...parts.map((part) =>
      `  /dev/${part.name}  ${size(part.bytes)}  ${part.system ?? "unknown"}  ${part.label ?? ""}`.trimEnd(),
    ),
  ];
}
