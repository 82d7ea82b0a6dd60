/** user-data: ours is put into what is there. Pure. */
import { isDeepStrictEqual } from "node:util";
import { AppError } from "@rackberry/protocol";
import { type Edit, edited, lineEnd } from "./edit-text.ts";
import { isStartCommand, START_COMMAND, startCommandInBrackets, startCommandLines } from "./start-command.ts";
import { type Field, readYamlMap, type YamlMap } from "./yaml-map.ts";

const HEADER = "#cloud-config";
const REMARK = "# rackberry: added by pictl card. The agent does the rest; see: journalctl -u pi-agent";

/** Host name and hosts file are the agent's: cloud-init would undo them at the next boot. */
const FLAGS = { preserve_hostname: true, manage_etc_hosts: false } as const;

/**
 * `text` with our bootcmd and flags in it. All else stays byte for byte, comments too, but for a byte order mark, with
 * which cloud-init would read nothing. Merging again changes nothing. Throws `refused` with the reason and what to do
 * for what cannot be merged.
 */
export function mergeUserData(text: string): string {
  const bare = text.replace(/^\ufeff/, "");
  const body = withHeader(bare);
  // Judged without the header that it may have got, so that its lines are those that a person sees.
  const before = readYamlMap(bare, refused);
  checkModules(before.values);
  const after = edited(body, editsFor(body, before));
  const stays = refused("nothing can be added without changing its other content");
  if (!isMerged(before.values, readYamlMap(after, () => stays).values)) throw stays;
  return after;
}

/** The proof of all that was computed from places: it says what it said, and what we want. */
function isMerged(before: YamlMap["values"], after: YamlMap["values"]): boolean {
  const commandsOf = ({ bootcmd }: YamlMap["values"]): readonly unknown[] => (Array.isArray(bootcmd) ? bootcmd : []);
  const others = (values: YamlMap["values"]) => commandsOf(values).filter((command) => !isStartCommand(command));
  return (
    isDeepStrictEqual({ ...before, ...FLAGS, bootcmd: others(before) }, { ...after, bootcmd: others(after) }) &&
    isDeepStrictEqual(commandsOf(after).filter(isStartCommand), [START_COMMAND])
  );
}

/** A person's own list takes the place of the image's, which begins with bootcmd among others. */
function checkModules(values: YamlMap["values"]): void {
  if (!Array.isArray(values.cloud_init_modules)) return;
  const lists = ["cloud_init_modules", "cloud_config_modules", "cloud_final_modules"].map((key) => values[key]);
  // A module may stand in a list of its own, with how often it runs.
  const modules = lists.flatMap((list) => (Array.isArray(list) ? list.map((one) => [one].flat()[0]) : []));
  if (modules.includes("bootcmd")) return;
  throw refused("its cloud_init_modules lack bootcmd, so cloud-init would not start the installation");
}

/** cloud-init judges by the beginning: cloudinit/handlers/__init__.py, INCLUSION_TYPES_MAP (canonical/cloud-init). */
function withHeader(text: string): string {
  const start = text.trimStart().toLowerCase();
  if (start.startsWith(HEADER) && !/^#cloud-config-(?:archive|jsonp)/.test(start)) return text;
  if (/^#!/.test(start)) throw refused("it is a script, and pictl can only extend a #cloud-config");
  if (/^##\s*template:/.test(start)) throw refused("it is a Jinja template, which only cloud-init can read");
  if (/^(?:content-type|mime-version):/.test(start)) throw refused("it has several parts (MIME)");
  const kind = /^#(?:include|part-handler|cloud-boothook|cloud-config-\w+)/.exec(start)?.[0];
  if (kind) throw refused(`its type is ${kind}`);
  // Comments and nothing else, as on a fresh image: nothing awakes when the header makes cloud-init read it.
  if (/^(?:[ \t]*(?:#.*)?(?:\r?\n|$))*$/.test(text)) return `${HEADER}${lineEnd(text)}${text}`;
  throw refused(`it does not begin with ${HEADER}, so cloud-init would not read it`);
}

function editsFor(text: string, { fields, firstKey }: YamlMap): readonly Edit[] {
  const end = lineEnd(text);
  const edits: Edit[] = [];
  const missing: string[] = [];
  const indent = indentOf(text, firstKey);
  for (const [key, value] of Object.entries(FLAGS)) {
    const field = fields.get(key);
    if (!field) missing.push(`${key}: ${value}`);
    else if (text.slice(field.start, field.end) !== String(value))
      edits.push(valueEdit(text, key, field, String(value)));
  }
  const bootcmd = fields.get("bootcmd");
  if (bootcmd) edits.push(...commandEdits(text, bootcmd, { end, outer: indent }));
  else missing.push("bootcmd:", `- ${startCommandLines(`${indent}  `, end)}`);
  if (missing.length === 0) return edits;
  const at = placeForKeys(text, firstKey);
  // A file may lack the end of its last line.
  const gap = at > 0 && text[at - 1] !== "\n" ? end : "";
  const lines = [REMARK, ...missing].map((line) => indent + line + end).join("");
  return [...edits, { start: at, end: at, text: gap + lines }];
}

/**
 * Ours is the first command: cloud-init makes one shell script of all (util.shellify, canonical/cloud-init), which a
 * person's own may end with exit.
 */
function commandEdits(
  text: string,
  { kind, keyEnd, start, items }: Field,
  { end, outer }: { readonly end: string; readonly outer: string },
): readonly Edit[] {
  const ours = items.find(({ value }) => isStartCommand(value));
  if (ours && isDeepStrictEqual(ours.value, START_COMMAND)) return [];
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  const lines = startCommandLines(`${indent}  `, end);
  if (kind === "list" && ours) {
    const tail = text[ours.end - 1] === "\n" ? end : "";
    return [{ start: ours.start, end: ours.end, text: lines + tail }];
  }
  if (kind === "list") return [{ start, end: start, text: `- ${lines}${end}${indent}` }];
  if (kind === "flow-list" && ours) return [{ start: ours.start, end: ours.end, text: startCommandInBrackets() }];
  if (kind === "flow-list") {
    const comma = items.length > 0 ? ", " : "";
    return [{ start: start + 1, end: start + 1, text: startCommandInBrackets() + comma }];
  }
  if (kind === "empty") {
    const lineStop = keyEnd + (/^[^\r\n]*/.exec(text.slice(keyEnd))?.[0].length ?? 0);
    return [{ start: lineStop, end: lineStop, text: `${end}${outer}- ${startCommandLines(`${outer}  `, end)}` }];
  }
  throw refused("its bootcmd is not a list");
}

function valueEdit(text: string, key: string, { kind, keyEnd, start, end }: Field, value: string): Edit {
  // A text of several lines ends with the end of its last one.
  if (kind === "scalar") return { start, end, text: value + (text[end - 1] === "\n" ? lineEnd(text) : "") };
  if (kind !== "empty") throw refused(`its ${key} is not a single value`);
  const afterColon = text.indexOf(":", keyEnd) + 1;
  return { start: afterColon, end: afterColon, text: ` ${value}` };
}

/** The blanks before the first key: every key of one mapping has as many. */
export function indentOf(text: string, firstKey: number | undefined): string {
  if (firstKey === undefined) return "";
  return /^ *$/.exec(text.slice(text.lastIndexOf("\n", firstKey - 1) + 1, firstKey))?.[0] ?? "";
}

/** After the header and what YAML has before its keys (---), not at the end: there a text of several lines may end. */
function placeForKeys(text: string, firstKey: number | undefined): number {
  const before = text.slice(0, firstKey);
  const marker = [...before.matchAll(/^---.*(?:\r?\n|$)/gm)].at(-1);
  if (marker) return marker.index + marker[0].length;
  const header = /^\s*#cloud-config.*(?:\r?\n|$)/i.exec(text);
  return header?.[0].length ?? 0;
}

const refused = (reason: string) =>
  new AppError(
    "refused",
    `user-data cannot be extended: ${reason}. Write what you need of it as ${HEADER} (runcmd, write_files …), or remove it ` +
      "from the card",
  );
