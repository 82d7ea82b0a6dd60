/** What the user wants with --image, from the options. Pure. */
import { nodeName } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { text, usageError, type Values } from "../verb.ts";

export type ImageWish = {
  readonly image: string;
  /** One for each card; all undefined without --names. */
  readonly names: readonly (string | undefined)[];
} & (
  | { readonly to: "files"; readonly out: string }
  /** `meant`: the device's name, given in advance. */
  | { readonly to: "device"; readonly device: string; readonly meant: string | undefined }
);

const MOST = 64;

const OTHERS = ["out", "count", "names", "device", "yes-i-mean"];

/** Undefined without --image. `number`: the N of pictl card N, the same as --count. Throws a usage error. */
export function imageWish(values: Values, number?: number): ImageWish | undefined {
  const [image, out, device] = [text(values, "image"), text(values, "out"), text(values, "device")];
  const alone = OTHERS.find((name) => values[name] !== undefined);
  if (image === undefined && alone) throw usageError(`--${alone} goes with --image (pictl card --help)`);
  if (image === undefined) return undefined;
  const names = parseNames(text(values, "names"));
  const given = text(values, "count");
  if (number !== undefined && given !== undefined)
    throw usageError(`pictl card ${number} --count ${given}: give the number only once`);
  const count = number ?? (given === undefined ? names?.length : parseCount("--count", given)) ?? 1;
  if (names && names.length !== count) throw usageError(`--names has ${names.length} names for ${count} cards`);
  if (text(values, "name") !== undefined && (names || count !== 1)) {
    throw usageError("--name is for a single card: use --names for several");
  }
  if (values["dry-run"]) throw usageError("--dry-run works only with BOOT_DIR; an image is never changed");
  const cards = { image, names: names ?? Array.from({ length: count }, () => undefined) };
  if (out !== undefined && device === undefined) return { ...cards, to: "files", out };
  if (device === undefined || out !== undefined)
    throw usageError("--image requires either --out FILE or --device DEVICE");
  return { ...cards, to: "device", device, meant: text(values, "yes-i-mean") };
}

/** The number of cards. Throws a usage error that names `what`. */
export function parseCount(what: string, given: string): number {
  const count = Number(given);
  if (/^\d{1,3}$/.test(given) && count >= 1 && count <= MOST) return count;
  throw usageError(`${what} takes a number from 1 to ${MOST}, not ${JSON.stringify(given)}`);
}

function parseNames(given: string | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  try {
    const names = given.split(",").map((name) => nodeName(name));
    if (new Set(names).size === names.length) return names;
  } catch (cause) {
    throw usageError(`--names: ${AppError.from(cause).message}`);
  }
  throw usageError("--names: each card needs a name of its own");
}
