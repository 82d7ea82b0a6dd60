/** Kubernetes sources of apt that are not ours, in both forms that apt reads (sources.list(5)). Pure. */

export interface Source {
  readonly uri: string;
  readonly suites: string;
}

/** Whether packages of Kubernetes itself come from there: today's repository, one of ours, or the frozen one of 2019. */
export function isKubernetes({ uri, suites }: Source, ours: string): boolean {
  const bare = (address: string) => address.replace(/\/+$/, "");
  if (bare(uri) === bare(ours) || /\bpkgs\.k8s\.io\/+core:/.test(uri) || /\bapt\.kubernetes\.io\b/.test(uri))
    return true;
  return /\bpackages\.cloud\.google\.com\/apt\b/.test(uri) && /\bkubernetes-/.test(suites);
}

/** A file of one-line sources; the unwanted ones are commented out. */
export const withoutLines = (text: string, goes: (source: Source) => boolean): string =>
  text
    .split(/(?<=\n)/)
    .map((line) => {
      const [, uri, suites = ""] = /^[ \t]*deb(?:-src)?[ \t]+(?:\[[^\]]*\][ \t]*)?(\S+)[ \t]+(.*)/.exec(line) ?? [];
      return uri !== undefined && goes({ uri, suites }) ? `# without (pi-agent): ${line}` : line;
    })
    .join("");

/** A file of deb822 stanzas; the unwanted ones are disabled, and an address among others is removed. */
export const withoutStanzas = (text: string, goes: (source: Source) => boolean): string =>
  text
    .split(/((?:\r?\n[ \t]*)+\r?\n)/)
    .map((stanza) => withoutStanza(stanza, goes))
    .join("");

const NO = /^(?:no|false|without|off|disable)$/i;

function withoutStanza(stanza: string, goes: (source: Source) => boolean): string {
  const fields = fieldsOf(stanza);
  if (NO.test(fields.get("enabled") ?? "")) return stanza;
  const uris = (fields.get("uris") ?? "").split(/\s+/).filter((uri) => uri !== "");
  const others = uris.filter((uri) => goes({ uri, suites: fields.get("suites") ?? "" }));
  if (others.length === 0) return stanza;
  if (others.length < uris.length) {
    return stanza.replace(/\S+/g, (word) => (others.includes(word) ? "" : word)).replace(/^[ \t]+\r?\n/gm, "");
  }
  // A file may begin with a blank line, after which a stanza begins.
  const [blank = ""] = /^(?:[ \t]*\r?\n)*/.exec(stanza) ?? [];
  return `${blank}Enabled: no\n${stanza.slice(blank.length).replace(/^enabled:.*\r?\n?/gim, "")}`;
}

/** By their names in small letters; a line that begins with a blank continues the one before. */
function fieldsOf(stanza: string): ReadonlyMap<string, string> {
  const lines = stanza.split(/\r?\n/).filter((line) => !line.startsWith("#"));
  const unfolded = lines.join("\n").replace(/\n[ \t]+/g, " ");
  return new Map(
    unfolded.split("\n").flatMap((line) => {
      const [, name, value = ""] = /^([^:\s]+):(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
    }),
  );
}
