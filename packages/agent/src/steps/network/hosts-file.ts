/** The text of /etc/hosts: a marked block of ours among lines that stay byte for byte. Pure. */
import { type PersonLine, parseHostsLine, withoutNames } from "./hosts-line.ts";

export interface HostsWanted {
  readonly name: string;
  readonly domain: string;
  readonly hosts: readonly { readonly name: string; readonly address: string }[];
}

export interface EditedHosts {
  readonly text: string;
  /** Names of the rack to which the user's lines gave another address. Those lines stay as comments. */
  readonly taken: readonly PersonLine[];
}

const BEGIN = "# BEGIN rackberry: written by pi-agent; lines outside of this block are yours";
const END = "# END rackberry";
/** Precedes the original text of a user's line that was changed. */
const BEFORE = "# before rackberry: ";
const LOCALHOST = ["127.0.0.1 localhost\n", "::1 localhost ip6-localhost ip6-loopback\n"];

/**
 * `text` with the rack's names, which lead only to the rack's addresses: the C library returns every address
 * that a name has, the loopback first (RFC 6724, rule 8), and Go's resolver returns the first line's. The block keeps its
 * place; a new one goes where the 127.0.1.1 line is. That line (Debian's, for a host without a network) has the
 * node's own name only while the block does not.
 */
export function editHosts(text: string, wanted: HostsWanted): EditedHosts {
  const { lines: found, blockAt } = withoutBlocks(splitKeepingEnds(text));
  const lines = found.some((line) => saysMore(line, wanted))
    ? found
    : [...LOCALHOST, ...found.filter((line) => line.trim())];
  const ownAt = lines.findIndex(isOwnLine);
  const at = [blockAt, ownAt].find((place) => place >= 0 && place < lines.length) ?? lines.length;
  const block = [
    BEGIN,
    ...wanted.hosts.map((host) => `${host.address} ${fullName(host.name, wanted)} ${host.name}`),
    END,
  ].join("\n");
  const own = ownAt < 0 ? ownLine("127.0.1.1\n", wanted) : "";
  const rack = rackAddresses(wanted);
  const taken: PersonLine[] = [];
  const edited = lines.map((line) => {
    if (isOwnLine(line)) return ownLine(line, wanted);
    const person = parseHostsLine(line);
    const names = person?.names.filter((name) => (rack.get(key(name)) ?? person.address) !== person.address) ?? [];
    if (!person || names.length === 0) return line;
    taken.push({ ...person, names });
    return `${BEFORE}${line.replace(/\r?\n?$/, "\n")}${withoutNames(line, names)}`;
  });
  const [before, after] = [edited.slice(0, at), edited.slice(at)].map((part) => part.join("")) as [string, string];
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  return { text: `${before}${gap}${block}\n${own}${after}`, taken };
}

/** Whether the user's file has any line: one that has none has lost the localhost lines. */
const saysMore = (line: string, wanted: HostsWanted) => (isOwnLine(line) ? ownLine(line, wanted) : line).trim() !== "";

const isOwnLine = (line: string) => /^[ \t]*127\.0\.1\.1\s/.test(line);

/** As the resolvers compare names. */
const key = (name: string) => name.toLowerCase().replace(/\.$/, "");

/** Every name of ours, with the one address that it has. */
function rackAddresses(wanted: HostsWanted): ReadonlyMap<string, string> {
  return new Map(
    wanted.hosts.flatMap(({ name, address }) => [
      [name, address],
      [fullName(name, wanted), address],
    ]),
  );
}

/** The 127.0.1.1 line without the rack's names but, if nothing else leads to it, the node's own; a bare line goes. */
function ownLine(line: string, wanted: HostsWanted): string {
  const rack = rackAddresses(wanted);
  const own = [fullName(wanted.name, wanted), wanted.name];
  const ours = rack.has(wanted.name) ? [] : own;
  const [, fields = "", rest = ""] = /^([^#\r\n]*?)(\s*(?:#[^\r\n]*)?\r?\n?)$/.exec(line) ?? [];
  const [, ...names] = fields.trim().split(/\s+/);
  const kept = names.filter((name) => !rack.has(key(name)) && !own.includes(key(name)));
  const all = [...ours, ...kept];
  return all.length === 0 ? rest.trim() && rest.trimStart() : `127.0.1.1 ${all.join(" ")}${rest}`;
}

/** The user's lines, and the index among them at which the first block was (-1: nowhere). */
function withoutBlocks(lines: readonly string[]): { readonly lines: readonly string[]; readonly blockAt: number } {
  const kept: string[] = [];
  let blockAt = -1;
  // Where a block that begins here would end: from the last line up, so that many marks cost no more than other lines.
  const ends: number[] = [];
  let end = -1;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    ends[at] = end;
    const line = (lines[at] ?? "").trimEnd();
    // A beginning without an end (cut by hand) loses only its mark, never the user's lines after it.
    if (line === END) end = at;
    else if (line === BEGIN) end = -1;
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trimEnd() === END) continue;
    if (line.trimEnd() !== BEGIN) {
      kept.push(line);
      continue;
    }
    if (blockAt < 0) blockAt = kept.length;
    at = Math.max(at, ends[at] ?? -1);
  }
  return { lines: kept, blockAt };
}

const fullName = (name: string, { domain }: HostsWanted) => `${name}.${domain}`;
const splitKeepingEnds = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
