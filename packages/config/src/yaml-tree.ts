/** YAML as a tree of strings with line numbers. The only file that imports the yaml package. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

/** Scalars stay as they were typed: 1.30 is "1.30", no is "no". `line` counts from 1. */
export type Tree =
  | { readonly kind: "scalar"; readonly line: number; readonly text: string }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly Tree[] }
  | { readonly kind: "map"; readonly line: number; readonly entries: readonly Entry[] };

export interface Entry {
  readonly key: string;
  readonly line: number;
  readonly value: Tree;
}

/** Called for everything that cannot be read; reading continues, so that all failures are reported together. */
export type Problem = (line: number, text: string) => void;

/** Reads one YAML document. Anchors, aliases and more than one document are problems; an empty file is an empty map. */
export function readTree(text: string, problem: Problem): Tree {
  try {
    return read(text, problem);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    problem(1, "not readable YAML: brackets or lists are nested too deeply");
    return { kind: "map", line: 1, entries: [] };
  }
}

const ANCHORS = "anchors and aliases (& and *) are not allowed here";
const TAGS = "tags (!…) are not allowed here: write the value alone";
/** Replacements for the library's messages to programmers. */
const OURS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: "a second document begins here (---): only one is allowed",
  TAG_RESOLVE_FAILED: TAGS,
};

/** Throws RangeError when it is nested more deeply than the stack. */
function read(text: string, problem: Problem): Tree {
  const lines = new LineCounter();
  // YAML allows a lone CR as a line end; the library does not.
  const source = text.replace(/\r\n?/g, "\n");
  // failsafe: every scalar is a string, so the grammar checks the text as typed, not YAML's interpretation.
  // uniqueKeys: the library compares each key with every other one; the map below needs one look-up for each.
  const options = { schema: "failsafe", lineCounter: lines, prettyErrors: false, uniqueKeys: false } as const;
  const document = parseDocument(source, options);
  // The library catches its own stack overflow and reports it as an error.
  if (document.errors.some(({ message }) => message.startsWith("Maximum call stack"))) throw new RangeError();
  for (const error of [...document.errors, ...document.warnings]) {
    problem(lines.linePos(error.pos[0]).line, OURS[error.code] ?? `not YAML: ${error.message.split("\n")[0]}`);
  }
  const lineOf = (node: Node | null | undefined, otherwise: number) =>
    node?.range ? lines.linePos(node.range[0]).line : otherwise;

  const tree = (node: Node | null | undefined, parentLine: number): Tree => {
    const line = lineOf(node, parentLine);
    if (node && !isAlias(node)) {
      if (node.anchor !== undefined) problem(line, ANCHORS);
      if (node.tag !== undefined) problem(line, TAGS);
    }
    if (isMap(node)) return { kind: "map", line, entries: entriesOf(node, line) };
    if (isSeq(node))
      return { kind: "list", line, items: (node as YAMLSeq<Node>).items.map((item) => tree(item, line)) };
    if (node && !isScalar(node)) problem(line, ANCHORS);
    return { kind: "scalar", line, text: isScalar(node) ? word(node, line) : "" };
  };
  const word = (node: Scalar, line: number): string => {
    const text = String(node.value ?? "");
    if (text.includes("\ufffd")) problem(line, "not UTF-8 text: save the file as UTF-8");
    return text;
  };
  const entriesOf = (map: YAMLMap, mapLine: number): Entry[] => {
    const lineOfKey = new Map<unknown, number>();
    return map.items.map((pair) => {
      const key = pair.key as Node | null;
      const line = lineOf(key, mapLine);
      if (!isScalar(key)) problem(line, "a key must be a plain word");
      else {
        const first = lineOfKey.get(key.value);
        if (first === undefined) lineOfKey.set(key.value, line);
        else problem(line, `${String(key.value)} is already in line ${first}: one of the two would be lost`);
      }
      return { key: isScalar(key) ? word(key, line) : "", line, value: tree(pair.value as Node | null, line) };
    });
  };
  return tree(document.contents, 1);
}
