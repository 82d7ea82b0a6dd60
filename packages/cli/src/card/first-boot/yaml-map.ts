/**
 * A YAML mapping as text with places, so that a change to it touches nothing else, judged by the rules of its reader:
 * cloud-init has PyYAML, for YAML 1.1.
 */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from "../../yaml.ts";
import { type Pad, scanYaml } from "./yaml-scanner.ts";

export interface YamlMap {
  readonly values: Readonly<Record<string, unknown>>;
  /** By key, in the order of the text. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Where a line with a further key may be put in; undefined when there is nothing but comments. */
  readonly firstKey: number | undefined;
}

export interface Field {
  readonly kind: "scalar" | "empty" | "list" | "flow-list" | "other";
  /** After the key, before its colon. */
  readonly keyEnd: number;
  /** Of the value's text. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
}

export interface Item {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/** cloud-init takes more, and no person writes it: beyond, a parser is busy for minutes. */
const LONGEST = 1024 * 1024;

/**
 * An empty text is an empty mapping. Throws what `refused` makes of the reason for a text that is not one YAML mapping to
 * cloud-init, a key on each line.
 */
export function readYamlMap(text: string, refused = (reason: string): Error => new Error(reason)): YamlMap {
  if (text.length > LONGEST) throw refused(`it is longer than ${LONGEST / 1024} KiB`);
  const { problem, pads } = scanYaml(text);
  if (problem) throw refused(`line ${problem.line} cannot be read by cloud-init: ${problem.what}`);
  const padded = withPads(text, pads);
  const at = placesIn(pads);
  const lineOf = (position: number) => text.slice(0, at(position)).split("\n").length;
  // Keys that are there twice are told in cloud-init's terms, and found faster.
  const document = parseDocument(padded, { prettyErrors: false, version: "1.1", uniqueKeys: false, logLevel: "error" });
  const [error] = document.errors;
  if (error?.code === "MULTIPLE_DOCS") {
    throw refused(
      `line ${lineOf(error.pos[0])} begins a second document (---), because of which cloud-init would read neither`,
    );
  }
  if (error) throw refused(`line ${lineOf(error.pos[0])} is not YAML: ${error.message.split("\n")[0]}`);
  const [unknown] = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
  if (unknown) throw refused(`line ${lineOf(unknown.pos[0])} cannot be read by cloud-init: it does not know that tag`);
  const { contents } = document;
  if (contents === null) return { values: {}, fields: new Map(), firstKey: undefined };
  if (!isMap(contents)) throw refused("it is not a list of keys and values");
  if (contents.flow) throw refused("its keys are in braces: write each key on a line of its own");
  const foreign = whatPyYamlRefuses(document);
  if (foreign) throw refused(`line ${lineOf(foreign.at)}: ${foreign.reason}`);
  const values = plainValue(document, refused);
  const plain = (node: unknown) => (node as Node).toJS(document);
  const fieldOf = ({ key, value }: Pair): Field => {
    const [start = 0, end = 0] = (value as Node | null)?.range ?? [];
    const [, keyEnd = 0] = (key as Node | null)?.range ?? [];
    const place = { keyEnd: at(keyEnd), start: at(start), end: at(end) };
    if (isSeq(value)) {
      const items = value.items.map((item) => {
        const [from = 0, to = 0] = (item as Node).range ?? [];
        return { value: plain(item), start: at(from), end: at(to) };
      });
      return { kind: value.flow ? "flow-list" : "list", ...place, items };
    }
    const kind = isAlias(value)
      ? "scalar"
      : !isScalar(value)
        ? "other"
        : value.value === null && start === end
          ? "empty"
          : "scalar";
    return { kind, ...place, items: [] };
  };
  const pairs = (contents as YAMLMap).items;
  const first = contents.range?.[0];
  return {
    values,
    fields: new Map(pairs.map((pair) => [String((pair.key as Node).toJS(document)), fieldOf(pair)])),
    firstKey: first === undefined ? undefined : at(first),
  };
}

function plainValue(document: Document, refused: (reason: string) => Error): Readonly<Record<string, unknown>> {
  try {
    return document.toJS() as Record<string, unknown>;
  } catch (cause) {
    // Aliases of aliases of aliases, or a merge of what is no mapping.
    throw refused(`its aliases (*) or merges (<<) cannot be followed: ${(cause as Error).message}`);
  }
}

interface Foreign {
  /** In the text that was parsed. */
  readonly at: number;
  readonly reason: string;
}

/** What the parser here takes and PyYAML does not (composer.py, constructor.py), or takes without a word. */
function whatPyYamlRefuses(document: Document): Foreign | undefined {
  const anchors = new Set<string>();
  let found: Foreign | undefined;
  visit(document, (key, node) => {
    if (!isNode(node)) return undefined;
    const told =
      nameProblem(node, anchors) ??
      (isMap(node) ? keyProblem(node) : undefined) ??
      (isScalar(node) ? bareProblem(node, key === "key") : undefined);
    found = told && { at: told.node?.range?.[0] ?? node.range?.[0] ?? 0, reason: told.reason };
    return found && visit.BREAK;
  });
  return found;
}

interface Told {
  readonly node?: Node;
  readonly reason: string;
}

/** Of an anchor or an alias. */
function nameProblem(node: Node, anchors: Set<string>): Told | undefined {
  const name = isAlias(node) ? node.source : (node as { anchor?: string }).anchor;
  if (name === undefined) return undefined;
  if (!/^[\w-]+$/.test(name)) return { reason: `cloud-init cannot read the name ${name}` };
  if (isAlias(node)) return undefined;
  if (anchors.has(name)) return { reason: `the anchor &${name} is defined twice, which cloud-init does not accept` };
  anchors.add(name);
  return undefined;
}

function keyProblem({ items }: YAMLMap): Told | undefined {
  const keys = new Set<string>();
  for (const { key } of items) {
    if (isAlias(key)) continue;
    const isNothing = key === null || (isScalar(key) && key.value === null && key.range?.[0] === key.range?.[1]);
    if (isNothing)
      return { node: (key as Node | null) ?? undefined, reason: "cloud-init requires a key before each colon" };
    if (!isScalar(key)) return { node: key as Node, reason: "cloud-init accepts no list or mapping as a key" };
    const name = `${typeof key.value} ${String(key.value)}`;
    // Merges may be many.
    if (keys.has(name) && typeof key.value !== "symbol") {
      const reason = `the key ${key.source ?? String(key.value)} appears twice, and cloud-init would use only the last one`;
      return { node: key, reason };
    }
    keys.add(name);
  }
  return undefined;
}

function bareProblem({ type, tag, source }: Scalar, isKey: boolean): Told | undefined {
  if (type !== "PLAIN" || tag !== undefined) return undefined;
  const isForeign = source === "=" || (source === "<<" && !isKey);
  return isForeign ? { reason: `cloud-init cannot read a bare ${source}: put it in quotes` } : undefined;
}

function withPads(text: string, pads: readonly Pad[]): string {
  let from = 0;
  const parts = pads.map(({ at, blanks }) => {
    const part = text.slice(from, at) + " ".repeat(blanks);
    from = at;
    return part;
  });
  return parts.join("") + text.slice(from);
}

/** Answers the place in the text of a place in the padded one. */
function placesIn(pads: readonly Pad[]): (position: number) => number {
  let sum = 0;
  const padded = pads.map(({ at, blanks }) => {
    const start = at + sum;
    sum += blanks;
    return { start, at, sum };
  });
  return (position) => {
    const pad = padded.findLast(({ start }) => position >= start);
    return pad ? Math.max(pad.at, position - pad.sum) : position;
  };
}
