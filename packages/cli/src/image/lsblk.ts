/** ReadDevice for Linux: lsblk's output as facts. */
import { AppError } from "@rackberry/protocol";
import type { DeviceFacts, DevicePart, ReadDevice } from "./device-facts.ts";
import { runTool } from "./tool.ts";

const COLUMNS = "KNAME,TYPE,PKNAME,SIZE,RO,RM,HOTPLUG,TRAN,MODEL,SERIAL,FSTYPE,LABEL,MOUNTPOINTS";

interface Row {
  readonly kname: string;
  readonly type: string;
  readonly pkname: string | null;
  readonly size: number | string;
  readonly ro: boolean;
  readonly rm: boolean;
  readonly hotplug: boolean;
  readonly tran: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly fstype: string | null;
  readonly label: string | null;
  readonly mountpoints: readonly (string | null)[];
  readonly children?: readonly Row[];
}

export const lsblk: ReadDevice = async (path) => {
  const { code, stdout, complaint } = await runTool(["lsblk", "--json", "--bytes", "--output", COLUMNS, path]);
  if (code !== 0 && /not a block device/.test(complaint)) return undefined;
  if (code !== 0) throw new AppError("refused", `${path}: lsblk: ${complaint}`);
  const [row] = (JSON.parse(stdout.toString()) as { blockdevices: readonly Row[] }).blockdevices;
  return row && factsOf(row);
};

/** Pure. */
export function factsOf(row: Row): DeviceFacts {
  return {
    name: row.kname,
    type: row.type,
    parent: row.pkname ?? undefined,
    bytes: Number(row.size),
    readOnly: row.ro,
    removable: row.rm || row.hotplug,
    transport: row.tran ?? undefined,
    model: row.model?.trim() || undefined,
    serial: row.serial?.trim() || undefined,
    parts: (row.children ?? []).flatMap(partsOf),
    mounts: mountsOf(row),
  };
}

const partsOf = (row: Row): DevicePart[] => [
  {
    name: row.kname,
    type: row.type,
    bytes: Number(row.size),
    system: row.fstype ?? undefined,
    label: row.label ?? undefined,
    mounts: mountsOf(row),
  },
  ...(row.children ?? []).flatMap(partsOf),
];

const mountsOf = ({ mountpoints }: Row) => mountpoints.filter((one) => one !== null);
