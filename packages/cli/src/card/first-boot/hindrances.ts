/** What in user-data or in a first-boot script works against the rack: said at the card, since the Pi cannot say it. Pure. */
import { RESTARTS, RULES, type Rule } from "./hindrance-rules.ts";
import { type Acts, actsOf, linesOf } from "./user-data-acts.ts";

/** Sentences about user-data, from its values. */
export function userDataNotes(values: Readonly<Record<string, unknown>>): string[] {
  const notes = sentences("user-data", actsOf(values));
  for (const key of ["power_state", "package_reboot_if_required", "apt_reboot_if_required"]) {
    if (mayRestart(values[key])) notes.push(`user-data ${RESTARTS.does} (${key}): ${RESTARTS.cure}`);
  }
  return notes;
}

/** The same about a script. What Raspberry Pi Imager writes itself is not told. */
export function scriptNotes(file: string, script: string): string[] {
  const acts = { commands: linesOf(script), packages: [], written: [] };
  return sentences(file, acts, ({ inImagers }) => !inImagers);
}

/** power_state is a mapping with a mode and perhaps a condition; the others are flags. */
function mayRestart(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === true;
  return "mode" in value && !("condition" in value && value.condition === false);
}

function sentences(
  file: string,
  { commands, packages, written }: Acts,
  told: (rule: Rule) => boolean = () => true,
): string[] {
  return RULES.filter(told).flatMap(({ commands: signs, pack, unless, does, cure }) => {
    const what =
      commands.find((one) => signs.some((sign) => sign.test(one))) ?? packages.find((one) => pack?.test(one));
    if (what === undefined || [...commands, ...written].some((one) => unless?.test(one))) return [];
    return [`${file} ${does} (${shortened(what)}): ${cure}`];
  });
}

function shortened(command: string): string {
  const line = command.trim().replace(/\p{Cc}/gu, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
