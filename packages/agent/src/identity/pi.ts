/** What this Pi is: the facts that never change while it runs. */
import { grammar } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";

export interface Pi {
  readonly serial: string;
  /** Empty when unknown. */
  readonly model: string;
  /** Kernel's boot id. */
  readonly bootId: string;
}

const DEVICE_TREES = ["/proc/device-tree", "/sys/firmware/devicetree/base"] as const;

/** A machine without a device tree (not a Pi) gets `fallback`, made from its key, as its serial number. */
export async function readPi(host: Host, fallback: string): Promise<Pi> {
  const [serial, model, bootId] = await Promise.all([
    property(host, "serial-number"),
    property(host, "model"),
    host.read("/proc/sys/kernel/random/boot_id"),
  ]);
  return { serial: asSerial(serial) ?? fallback, model, bootId: (bootId ?? "").trim() };
}

async function property(host: Host, name: string): Promise<string> {
  for (const tree of DEVICE_TREES) {
    // Strings in a device tree end with NUL.
    const value = (await host.read(`${tree}/${name}`))?.split("\0")[0]?.trim();
    if (value) return value;
  }
  return "";
}

function asSerial(value: string): string | undefined {
  try {
    return grammar.serial(value);
  } catch {
    return undefined;
  }
}
