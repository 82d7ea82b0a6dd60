/** What a person who gave the Pi a name in Raspberry Pi Imager must know. */
import { grammar } from "@rackberry/protocol";

/** `said` is what `file` makes the Pi's host name, if it does; `name` is the one that the card gives it, if it does. */
export function nameNote(file: string, said: unknown, name: string | undefined): string[] {
  if (typeof said !== "string" || said === "" || said === name) return [];
  const beginning = `${file} names this Pi ${JSON.stringify(said)}`;
  if (name) return [`${beginning}: it becomes ${name}`];
  return [`${beginning}: the rack names its Pis itself${hint(said)}`];
}

function hint(said: string): string {
  try {
    return `; to give this one a name of its own: pictl card --name ${grammar.label(said.split(".")[0])}`;
  } catch {
    return "";
  }
}
