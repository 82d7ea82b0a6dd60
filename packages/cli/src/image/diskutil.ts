/** ReadDevice for macOS: diskutil's output as facts. Written from its documentation; not tested on a Mac yet. */
import { AppError } from "@rackberry/protocol";
import type { DeviceFacts, DevicePart, ReadDevice } from "./device-facts.ts";
import { type Argv, runTool } from "./tool.ts";

/** The part of `diskutil info -plist` that is used. A key that does not apply to a disk is absent. */
export interface DiskInfo {
  readonly DeviceIdentifier: string;
  readonly WholeDisk?: boolean;
  readonly ParentWholeDisk?: string;
  readonly TotalSize?: number;
  readonly Size?: number;
  readonly WritableMedia?: boolean;
  readonly Internal?: boolean;
  readonly RemovableMedia?: boolean;
  readonly BusProtocol?: string;
  readonly VirtualOrPhysical?: string;
  readonly MediaName?: string;
  readonly MountPoint?: string;
}

/** The part of `diskutil list -plist` that is used. */
export interface DiskList {
  readonly AllDisksAndPartitions?: readonly {
    readonly DeviceIdentifier: string;
    readonly Partitions?: readonly DiskPart[];
  }[];
}

interface DiskPart {
  readonly DeviceIdentifier: string;
  readonly Content?: string;
  readonly Size?: number;
  readonly VolumeName?: string;
  readonly MountPoint?: string;
}

export const diskutil: ReadDevice = async (path) => {
  const info = await answer<DiskInfo>(["diskutil", "info", "-plist", path]);
  if (!info?.DeviceIdentifier) return undefined;
  return factsOf(info, (await answer<DiskList>(["diskutil", "list", "-plist", path])) ?? {});
};

/** Absent when there is no such disk. plutil, which every Mac has, converts the property list to JSON. */
async function answer<T>(argv: Argv): Promise<T | undefined> {
  const { code, stdout, complaint } = await runTool(argv);
  if (code !== 0 && /could not find disk/i.test(`${stdout} ${complaint}`)) return undefined;
  if (code !== 0) throw new AppError("refused", `${argv.at(-1)}: diskutil: ${complaint || `exit code ${code}`}`);
  const json = await runTool(["plutil", "-convert", "json", "-o", "-", "-"], { stdin: stdout });
  if (json.code !== 0) throw new AppError("refused", `${argv.at(-1)}: plutil: ${json.complaint}`);
  return JSON.parse(json.stdout.toString()) as T;
}

/** Pure. A device that may be an internal disk, or no disk at all, is treated as such. */
export function factsOf(info: DiskInfo, list: DiskList): DeviceFacts {
  const { DeviceIdentifier: name, MediaName: model = "", BusProtocol: bus = "" } = info;
  const own = list.AllDisksAndPartitions?.find((disk) => disk.DeviceIdentifier === name);
  return {
    name,
    type: typeOf(info),
    parent: info.ParentWholeDisk,
    bytes: info.TotalSize ?? info.Size ?? 0,
    readOnly: info.WritableMedia === false,
    removable: info.RemovableMedia === true || info.Internal === false,
    transport: bus === "Secure Digital" ? "mmc" : bus.toLowerCase() || undefined,
    model: model.trim() || undefined,
    parts: (own?.Partitions ?? []).map(partOf),
    mounts: mountsOf(info),
    unmounting: `diskutil unmountDisk ${name}`,
  };
}

/** diskutil lists APFS containers and mounted images as disks, but they are not cards. */
function typeOf({ WholeDisk, VirtualOrPhysical, BusProtocol }: DiskInfo): string {
  if (!WholeDisk) return "part";
  return VirtualOrPhysical === "Virtual" || BusProtocol === "Disk Image" ? "virtual disk" : "disk";
}

/** An APFS container's volumes and their mount points are listed elsewhere, so the container counts as in use. */
const partOf = (part: DiskPart): DevicePart => ({
  name: part.DeviceIdentifier,
  type: part.Content?.startsWith("Apple_APFS") ? "APFS" : "part",
  bytes: part.Size ?? 0,
  system: part.Content,
  label: part.VolumeName,
  mounts: mountsOf(part),
});

const mountsOf = ({ MountPoint }: { readonly MountPoint?: string }) => (MountPoint ? [MountPoint] : []);
