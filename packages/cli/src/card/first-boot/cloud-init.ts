/** First boot with cloud-init: user-data starts install.sh, a new instance id makes it a first boot. Pure. */
import { isDeepStrictEqual } from "node:util";
import { AppError, withMemoryFlags } from "@rackberry/protocol";
import type { Partition } from "../partition.ts";
import { asWritten, type Edit, edited, lineEnd } from "./edit-text.ts";
import type { FirstBootFiles, FirstBootOrder } from "./first-boot.ts";
import { userDataNotes } from "./hindrances.ts";
import { indentOf, mergeUserData } from "./merge-user-data.ts";
import { nameNote } from "./name-note.ts";
import { readYamlMap, type YamlMap } from "./yaml-map.ts";

export function cloudInit({ commandLines, texts }: Partition, { cardId, name, flags }: FirstBootOrder): FirstBootFiles {
  const [line = ""] = commandLines.values();
  if (/\ssystemd\.run=\S*\/firstrun\.sh/.test(line)) {
    throw new AppError(
      "refused",
      "this image starts with cloud-init, and an older Raspberry Pi Imager customised it with firstrun.sh, which does " +
        "not work there: flash it again with Imager 2 or later",
    );
  }
  const top = new Map<string, string | Uint8Array>();
  for (const [file, old] of commandLines) {
    top.set(file, asWritten(withInstanceId(flags ? withMemoryFlags(old) : old, cardId)));
  }
  const userData = texts.get("user-data") ?? "";
  top.set("meta-data", metaData(texts.get("meta-data") ?? "", cardId));
  top.set("user-data", mergeUserData(userData));
  const { values } = readYamlMap(userData.replace(/^\ufeff/, ""));
  const notes = [...nameNote("user-data", values.hostname ?? values.fqdn, name), ...userDataNotes(values)];
  if (userData.startsWith("\ufeff")) {
    notes.push(
      "user-data began with a byte order mark, because of which cloud-init would not read it: pictl removed it",
    );
  }
  return { top, folder: new Map(), notes };
}

/**
 * meta-data with an instance id of its own, so that cloud-init takes a card that is made again for a new machine. All
 * else stays byte for byte, which is proven by reading it again. Throws `refused` for what cannot be added to, or would
 * keep cloud-init from this card.
 */
export function metaData(text: string, cardId: string): string {
  const id = `rackberry-${cardId}`;
  const before = readYamlMap(text, refused);
  checkSeed(before.values);
  const after = edited(text, [instanceIdEdit(text, before, id)]);
  const stays = refused("an instance id cannot be added without changing its other content");
  const { values } = readYamlMap(after, () => stays);
  if (!isDeepStrictEqual({ ...before.values, "instance-id": id }, values)) throw stays;
  return after;
}

function instanceIdEdit(text: string, { fields, firstKey = text.length }: YamlMap, id: string): Edit {
  const field = fields.get("instance-id");
  if (field?.kind === "scalar") {
    // A text of several lines ends with the end of its last one.
    const end = text[field.end - 1] === "\n" ? lineEnd(text) : "";
    return { start: field.start, end: field.end, text: id + end };
  }
  if (field?.kind === "empty") {
    const colon = text.indexOf(":", field.keyEnd) + 1;
    return { start: colon, end: colon, text: ` ${id}` };
  }
  if (field) throw refused("its instance-id is not a single value");
  const indent = indentOf(text, firstKey < text.length ? firstKey : undefined);
  const gap = firstKey > indent.length && text[firstKey - indent.length - 1] !== "\n" ? lineEnd(text) : "";
  return { start: firstKey, end: firstKey, text: `${gap}instance-id: ${id}${lineEnd(text)}${indent}` };
}

/** DataSourceNoCloud.py: such words make it take the data of another place, or none. */
function checkSeed({ seedfrom, dsmode }: YamlMap["values"]): void {
  if (seedfrom !== undefined && !/^(?:file:\/\/)?\/boot\/firmware\/?$/.test(String(seedfrom))) {
    throw refused(
      `it contains seedfrom: ${String(seedfrom)}, so cloud-init reads its data from there and not from this card`,
    );
  }
  if (dsmode === "disabled") throw refused("it contains dsmode: disabled, so cloud-init ignores this card");
}

/** The instance id that Raspberry Pi Imager puts on the command line (ds=nocloud;i=…) outranks the one in meta-data. */
export function withInstanceId(commandLine: string, cardId: string): string {
  return commandLine.replace(/(?<=(?:^|\s)ds=nocloud\S*?;(?:i|instance-id)=)[^;\s]*/i, `rackberry-${cardId}`);
}

const refused = (reason: string) =>
  new AppError(
    "refused",
    `meta-data cannot be extended: ${reason}. Correct it, remove it from the card, or flash the card again`,
  );
