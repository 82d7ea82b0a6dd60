/** A YAML mapping as text with places, so that a change to it touches nothing else. The only file that imports yaml. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";

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

/**
 * An empty text is an empty mapping. Throws what `refused` makes of the reason for a text that is not one YAML mapping, a
 * key on each line.
 */
export function readYamlMap(text: string, refused = (reason: string): Error => new Error(reason)): YamlMap {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) throw refused(`line ${lineAt(text, error.pos[0])} is not YAML: ${error.message.split("\n")[0]}`);
  const { contents } = document;
  if (contents === null) return { values: {}, fields: new Map(), firstKey: undefined };
  if (!isMap(contents)) throw refused("it is not a list of keys and values");
  if (contents.flow) throw refused("its keys are in braces: write them one a line");
  const plain = (node: unknown) => (node as Node).toJS(document);
  const fieldOf = ({ key, value }: Pair): Field => {
    const [start = 0, end = 0] = (value as Node | null)?.range ?? [];
    const [, keyEnd = 0] = (key as Node | null)?.range ?? [];
    if (isSeq(value)) {
      const items = value.items.map((item) => {
        const [from = 0, to = 0] = (item as Node).range ?? [];
        return { value: plain(item), start: from, end: to };
      });
      return { kind: value.flow ? "flow-list" : "list", keyEnd, start, end, items };
    }
    const kind = !isScalar(value) ? "other" : value.value === null && start === end ? "empty" : "scalar";
    return { kind, keyEnd, start, end, items: [] };
  };
  const pairs = (contents as YAMLMap).items;
  return {
    values: document.toJS() as Record<string, unknown>,
    fields: new Map(pairs.map((pair) => [String((pair.key as Node).toJS(document)), fieldOf(pair)])),
    firstKey: contents.range?.[0],
  };
}

const lineAt = (text: string, position: number) => text.slice(0, position).split("\n").length;
