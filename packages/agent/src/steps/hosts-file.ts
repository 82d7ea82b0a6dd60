/** The text of /etc/hosts: a marked block of ours among lines that stay byte for byte. Pure. */

export interface HostsWanted {
  readonly name: string;
  readonly domain: string;
  readonly hosts: readonly { readonly name: string; readonly address: string }[];
}

const BEGIN = "# BEGIN rackberry: written by pi-agent; lines outside of this block are yours";
const END = "# END rackberry";
const isBegin = (line: string) => line.startsWith("# BEGIN rackberry");
const isEnd = (line: string) => line.startsWith("# END rackberry");

/**
 * `text` with the rack's names. The block keeps its place; a new one stands where the 127.0.1.1 line is. That line
 * (Debian's, for a host without a network) carries the node's own name only as long as the block does not: getaddrinfo
 * would hand out 127.0.1.1 before the real address, in whatever order the two stand in the file (RFC 6724, rule 8).
 */
export function withHosts(text: string, wanted: HostsWanted): string {
  const { lines, blockAt } = withoutBlocks(splitKeepingEnds(text));
  const ownAt = lines.findIndex(isOwnLine);
  const at = [blockAt, ownAt].find((place) => place >= 0) ?? lines.length;
  const block = [
    BEGIN,
    ...wanted.hosts.map((host) => `${host.address} ${fullName(host.name, wanted)} ${host.name}`),
    END,
  ].join("\n");
  const own = ownAt < 0 ? ownLine("127.0.1.1\n", wanted) : "";
  const [before, after] = [lines.slice(0, at), lines.slice(at)].map((part) =>
    part.map((line) => (isOwnLine(line) ? ownLine(line, wanted) : line)).join(""),
  ) as [string, string];
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  return `${before}${gap}${block}\n${own}${after}`;
}

const isOwnLine = (line: string) => /^127\.0\.1\.1\s/.test(line);

/** The 127.0.1.1 line without the rack's names but, if nothing else leads to it, the node's own; a bare line goes. */
function ownLine(line: string, wanted: HostsWanted): string {
  const [, fields = "", rest = ""] = /^([^#\r\n]*?)(\s*(?:#[^\r\n]*)?\r?\n?)$/.exec(line) ?? [];
  const rack = new Set([wanted.name, ...wanted.hosts.map((host) => host.name)]);
  const inBlock = wanted.hosts.some((host) => host.name === wanted.name);
  const ours = inBlock ? [] : [fullName(wanted.name, wanted), wanted.name];
  const kept = fields
    .split(/\s+/)
    .slice(1)
    .filter((name) => !rack.has(name) && !name.endsWith(`.${wanted.domain}`));
  const names = [...ours, ...kept];
  return names.length === 0 ? rest.trim() && rest.trimStart() : `127.0.1.1 ${names.join(" ")}${rest}`;
}

/** The lines that are the person's, and where among them the first block stood (-1: nowhere). */
function withoutBlocks(lines: readonly string[]): { readonly lines: readonly string[]; readonly blockAt: number } {
  const kept: string[] = [];
  let blockAt = -1;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isEnd(line)) continue;
    if (!isBegin(line)) {
      kept.push(line);
      continue;
    }
    if (blockAt < 0) blockAt = kept.length;
    // A beginning without an end (cut by hand) loses its mark only, never the person's lines after it.
    const end = lines.findIndex((other, index) => index > at && isEnd(other));
    const next = lines.findIndex((other, index) => index > at && isBegin(other));
    if (end >= 0 && (next < 0 || end < next)) at = end;
  }
  return { lines: kept, blockAt };
}

const fullName = (name: string, { domain }: HostsWanted) => `${name}.${domain}`;
const splitKeepingEnds = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
