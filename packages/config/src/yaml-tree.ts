/** YAML as a tree of strings with line numbers. The only file that imports the yaml package. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";

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

/** Called for everything that cannot be read; reading goes on, so that all failures are told at once. */
export type Problem = (line: number, text: string) => void;

/** Reads one YAML document. Anchors, aliases and more than one document are problems; an empty file is an empty map. */
export function readTree(text: string, problem: Problem): Tree {
  try {
    return read(text, problem);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    problem(1, "not YAML that can be read: brackets or lists are nested too deeply");
    return { kind: "map", line: 1, entries: [] };
  }
}

/** Throws RangeError when it is nested more deeply than the stack. */
function read(text: string, problem: Problem): Tree {
  const lines = new LineCounter();
  // failsafe: every scalar is a string, so the grammar judges what was typed and not what YAML made of it.
  // uniqueKeys: the library compares each key with every other one; here it is one look.
  const options = { schema: "failsafe", lineCounter: lines, prettyErrors: false, uniqueKeys: false } as const;
  const document = parseDocument(text, options);
  // The library catches its own.
  if (document.errors.some(({ message }) => message.startsWith("Maximum call stack"))) throw new RangeError();
  for (const error of [...document.errors, ...document.warnings]) {
    problem(lines.linePos(error.pos[0]).line, `not YAML: ${error.message.split("\n")[0]}`);
  }
  const lineOf = (node: Node | null | undefined, otherwise: number) =>
    node?.range ? lines.linePos(node.range[0]).line : otherwise;

  const tree = (node: Node | null | undefined, parentLine: number): Tree => {
    const line = lineOf(node, parentLine);
    if (isMap(node)) return { kind: "map", line, entries: entriesOf(node, line) };
    if (isSeq(node))
      return { kind: "list", line, items: (node as YAMLSeq<Node>).items.map((item) => tree(item, line)) };
    if (node && !isScalar(node)) problem(line, "anchors and aliases (& and *) are not allowed here");
    return { kind: "scalar", line, text: isScalar(node) ? String(node.value ?? "") : "" };
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
        else problem(line, `${String(key.value)} stands in line ${first} already: one of the two would be lost`);
      }
      return { key: isScalar(key) ? String(key.value ?? "") : "", line, value: tree(pair.value as Node | null, line) };
    });
  };
  return tree(document.contents, 1);
}
