/** The ways in which the firmware may read a config.txt when the Pi, or the state of its pins, is unknown. Pure. */
import { type BootWorld, type ConfigFiles, isBoardType, kindOf, sectionsOf } from "./config-txt.ts";

/** What is known about the Pi; nothing when the card is in a reader. */
export interface KnownBoard {
  /** As in the device tree, e.g. `Raspberry Pi 4 Model B Rev 1.4`. */
  readonly model?: string;
  /** 16 hex digits, as in the device tree. */
  readonly serial?: string;
}

/** The filters that match each model that can run a 64-bit system, the most likely model first. */
const BOARDS: readonly (readonly string[])[] = [
  ...[["pi4"], ["pi5"], ["pi3"], ["pi3", "pi3+"], ["pi4", "pi400"], ["pi5", "pi500"], ["pi2"]],
  ...[
    ["pi3", "cm3"],
    ["pi3", "cm3", "cm3+"],
    ["pi4", "cm4"],
    ["pi4", "cm4s"],
    ["pi5", "cm5"],
  ],
  ...[
    ["pi0", "pi0w", "pi02"],
    ["pi0", "pi0w", "pi02", "cm0"],
  ],
];

/** Undecidable sections tried in every combination; if there are more, MOST_ALONE of them alone, and all together. */
const MOST_COMBINED = 4;
const MOST_ALONE = 32;

/** Every way in which the firmware may read config.txt, the most likely first. */
export function worldsOf(files: ConfigFiles, { model, serial }: KnownBoard): readonly BootWorld[] {
  const { sections, blanks } = sectionsOf(files);
  const named = (kind: string) => [...sections].filter((section) => kindOf(section) === kind);
  const known = BOARDS.flat();
  const unheardOf = named("model").filter(
    (section) => !known.includes(section) && !OLD_BOARDS.includes(section) && !isBoardType(section),
  );
  const boards = model === undefined ? [...BOARDS, ...unheardOf.map((section) => [section])] : [modelFilters(model)];
  const models = distinct(boards.map((board) => board.filter((section) => sections.has(section))));
  const own = named("serial").filter((section) => serial !== undefined && isSerial(section, serial));
  const judged = ["all", "none", "tryboot", "model", ...(serial === undefined ? [] : ["serial"])];
  const open = [...sections].filter((section) => isBoardType(section) || !judged.includes(kindOf(section)));
  return [false, true].flatMap((tryboot) =>
    (blanks ? [true, false] : [true]).flatMap((withBlanks) =>
      (sections.has("none") ? [false, true] : [false]).flatMap((noneIsModel) =>
        combinations(open).flatMap((others) =>
          models.map((filters) => ({
            model: new Set(filters),
            others: new Set([...own, ...others]),
            tryboot,
            blanks: withBlanks,
            noneIsModel,
          })),
        ),
      ),
    ),
  );
}

/** Boards that cannot run a 64-bit system. */
const OLD_BOARDS: readonly string[] = ["pi1", "cm1"];

function combinations(of: readonly string[]): readonly (readonly string[])[] {
  if (of.length > MOST_COMBINED) return [[], ...of.slice(0, MOST_ALONE).map((one) => [one]), of];
  const count = 2 ** of.length;
  const all = Array.from({ length: count }, (_, bits) => of.filter((_one, index) => (bits >> index) % 2 === 1));
  return all.filter((some) => of.every((one) => isPossible(one, { some, of })));
}

/** If both states of a pin occur as sections, one of them applies. */
function isPossible(one: string, { some, of }: { some: readonly string[]; of: readonly string[] }): boolean {
  const [, pin, state] = /^(gpio\d+)=([01])$/.exec(one) ?? [];
  const other = `${pin}=${state === "0" ? 1 : 0}`;
  return !of.includes(other) || some.includes(one) !== some.includes(other);
}

const distinct = (lists: readonly (readonly string[])[]) => [
  ...new Map(lists.map((list) => [list.join(), list])).values(),
];

/** The firmware compares only the last 32 bits. */
function isSerial(section: string, serial: string): boolean {
  return /^0x[0-9a-f]+$/.test(section) && BigInt(section) === BigInt(`0x${serial}`) % (1n << 32n);
}

/** The filters that match a model, given its name in the device tree. */
export function modelFilters(model: string): readonly string[] {
  const [, compute, number, more = ""] =
    /Raspberry Pi (Compute Module )?(\d+)((?:\+|S| Plus| Model [AB](?: Plus)?)?)/.exec(model) ?? [];
  if (/Raspberry Pi Zero 2/.test(model)) return ["pi0", "pi0w", "pi02"];
  if (/Raspberry Pi Zero W/.test(model)) return ["pi0", "pi0w"];
  if (/Raspberry Pi Zero/.test(model)) return ["pi0"];
  if (number === undefined) return [];
  if (compute)
    return [`pi${number}`, `cm${number}`, ...(more ? [`cm${number}${more.replace(" Plus", "+").toLowerCase()}`] : [])];
  if (number.length === 3) return [`pi${number[0]}`, `pi${number}`];
  return [`pi${number}`, ...(number === "3" && /Plus/.test(model) ? ["pi3+"] : [])];
}
