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
 * `text` with the rack's names. The block stands before the 127.0.1.1 line, so that a node's own name leads to its real
 * address first; that line (Debian's, for a host without a network) carries the name too.
 */
export function withHosts(text: string, wanted: HostsWanted): string {
  const lines = withoutBlocks(splitKeepingEnds(text)).map((line) =>
    /^127\.0\.1\.1\s/.test(line) ? ownLine(line, wanted) : line,
  );
  const block = [
    BEGIN,
    ...wanted.hosts.map((host) => `${host.address} ${fullName(host.name, wanted)} ${host.name}`),
    END,
  ];
  const at = lines.findIndex((line) => /^127\.0\.1\.1\s/.test(line));
  const before = at < 0 ? lines : lines.slice(0, at);
  const after = at < 0 ? [`127.0.1.1 ${fullName(wanted.name, wanted)} ${wanted.name}\n`] : lines.slice(at);
  const last = before.at(-1);
  const gap = last !== undefined && !last.endsWith("\n") ? "\n" : "";
  return `${before.join("")}${gap}${block.join("\n")}\n${after.join("")}`;
}

/** The 127.0.1.1 line with our names first, without other names of the rack, and with whatever else was there. */
function ownLine(line: string, wanted: HostsWanted): string {
  const [, fields = "", rest = ""] = /^([^#\r\n]*?)(\s*(?:#[^\r\n]*)?\r?\n?)$/.exec(line) ?? [];
  const names = fields.split(/\s+/).slice(1);
  const ours = [fullName(wanted.name, wanted), wanted.name];
  const others = new Set(wanted.hosts.map((host) => host.name));
  const kept = names.filter((name) => !ours.includes(name) && !others.has(name) && !name.endsWith(`.${wanted.domain}`));
  return `127.0.1.1 ${[...ours, ...kept].join(" ")}${rest}`;
}

function withoutBlocks(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (isEnd(line)) continue;
    if (!isBegin(line)) {
      kept.push(line);
      continue;
    }
    // A beginning without an end (cut by hand) loses its mark only, never the person's lines after it.
    const end = lines.findIndex((other, index) => index > at && isEnd(other));
    const next = lines.findIndex((other, index) => index > at && isBegin(other));
    if (end >= 0 && (next < 0 || end < next)) at = end;
  }
  return kept;
}

const fullName = (name: string, { domain }: HostsWanted) => `${name}.${domain}`;
const splitKeepingEnds = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
