/** First boot with cloud-init: user-data starts install.sh, a new instance id makes it a first boot. Pure. */
import { AppError, withMemoryFlags } from "@rackberry/protocol";
import type { Partition } from "../partition.ts";
import { edited, lineEnd } from "./edit-text.ts";
import type { FirstBootFiles, FirstBootOrder } from "./first-boot.ts";
import { mergeUserData } from "./merge-user-data.ts";
import { nameNote } from "./name-note.ts";
import { readYamlMap } from "./yaml-map.ts";

export function cloudInit({ commandLines, texts }: Partition, { cardId, name, flags }: FirstBootOrder): FirstBootFiles {
  const [line = ""] = commandLines.values();
  if (/\ssystemd\.run=\S*\/firstrun\.sh/.test(line)) {
    throw new AppError(
      "refused",
      "this image starts with cloud-init, and an older Raspberry Pi Imager customised it with firstrun.sh, which does " +
        "not work there: flash it anew with Imager 2 or later",
    );
  }
  const top = new Map<string, string>();
  for (const [file, old] of commandLines) {
    top.set(file, withInstanceId(flags ? withMemoryFlags(old) : old, cardId));
  }
  const userData = texts.get("user-data") ?? "";
  top.set("meta-data", metaData(texts.get("meta-data") ?? "", cardId));
  top.set("user-data", mergeUserData(userData));
  const { hostname, fqdn } = readYamlMap(userData.replace(/^\ufeff/, "")).values;
  const notes = nameNote("user-data", hostname ?? fqdn, name);
  if (userData.startsWith("\ufeff")) {
    notes.push("user-data began with a byte order mark, with which cloud-init does not read it: it is gone now");
  }
  return { top, folder: new Map(), notes };
}

/** meta-data with an instance id of its own, so that cloud-init takes a card that is made again for a new machine. */
export function metaData(text: string, cardId: string): string {
  const id = `rackberry-${cardId}`;
  const { fields, firstKey = text.length } = readYamlMap(text, refused);
  const field = fields.get("instance-id");
  if (field?.kind === "scalar") return edited(text, [{ ...field, text: id }]);
  if (field) throw refused("its instance-id is no single value");
  const gap = firstKey > 0 && text[firstKey - 1] !== "\n" ? lineEnd(text) : "";
  return edited(text, [{ start: firstKey, end: firstKey, text: `${gap}instance-id: ${id}${lineEnd(text)}` }]);
}

/** The instance id that Raspberry Pi Imager puts on the command line (ds=nocloud;i=…) outranks the one in meta-data. */
export function withInstanceId(commandLine: string, cardId: string): string {
  return commandLine.replace(/(?<=(?:^|\s)ds=nocloud\S*?;(?:i|instance-id)=)[^;\s]*/i, `rackberry-${cardId}`);
}

const refused = (reason: string) =>
  new AppError("refused", `meta-data cannot be added to: ${reason}. Take it off the card, or flash the card anew`);
