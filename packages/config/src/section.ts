/** One map of rack.yaml: values by key, checked by a grammar; failures are collected with line and key. */
import { AppError, quoted } from "@rackberry/protocol";
import { nearest } from "./nearest.ts";
import type { Entry, Problem, Tree } from "./yaml-tree.ts";

type Parse<T> = (value: unknown) => T;

export interface Section {
  /** Whether `key` has a value. */
  has(key: string): boolean;
  /** The value of `key`; `fallback` when it is absent, empty or invalid. */
  value<T>(key: string, parse: Parse<T>, fallback: T): T;
  /** A list of plain values. */
  list<T>(key: string, parse: Parse<T>): readonly T[];
  /** A map of plain values. */
  map<K, V>(key: string, parseKey: Parse<K>, parseValue: Parse<V>): readonly (readonly [K, V])[];
  section(key: string, known: readonly string[]): Section;
  /** A list of maps. */
  sections(key: string, known: readonly string[]): readonly Section[];
  /** Reports a problem with the value of `key`, at its line (or the section's, when it is absent). */
  problem(key: string, text: string): void;
}

/** Reads `tree` as a map with the keys `known`. `path` is the section's own key, "" at the top. */
export function section(tree: Tree, known: readonly string[], path: string, report: Problem): Section {
  const full = (key: string) => [path, isPlain(key) ? key : quoted(key)].filter(Boolean).join(".");
  const entries = entriesOf(tree, path || "the file", report);
  for (const { key, line } of entries.filter((entry) => !known.includes(entry.key))) {
    const meant = nearest(key, known);
    report(line, `${full(key)}: unknown key; ${meant ? `did you mean ${meant}?` : `known keys: ${known.join(", ")}`}`);
  }
  const find = (key: string): Entry | undefined => entries.find((entry) => entry.key === key);

  const judge = <T>(line: number, name: string, parse: Parse<T>, text: string): T | undefined => {
    try {
      return parse(text);
    } catch (cause) {
      report(line, `${name}: ${AppError.from(cause).message}`);
      return undefined;
    }
  };
  const scalar = <T>(value: Tree, name: string, parse: Parse<T>): T | undefined => {
    if (isNull(value)) report(value.line, `${name}: ${NOTHING}`);
    else if (value.kind === "scalar") return judge(value.line, name, parse, value.text);
    else report(value.line, `${name}: one value is expected here, not a ${value.kind}`);
    return undefined;
  };
  const items = (key: string): readonly Tree[] => {
    const value = find(key)?.value;
    if (!value || value.kind === "list") return value?.items ?? [];
    if (isNull(value)) report(value.line, `${full(key)}: ${NOTHING}`);
    else if (value.kind === "map" || value.text)
      report(value.line, `${full(key)}: a list is expected here ("- …" lines)`);
    return [];
  };

  return {
    has: (key) => !isEmpty(find(key)?.value),
    value(key, parse, fallback) {
      const value = find(key)?.value;
      if (!value || isEmpty(value)) return fallback;
      return scalar(value, full(key), parse) ?? fallback;
    },
    list: (key, parse) => items(key).flatMap((item, index) => scalar(item, `${full(key)}[${index}]`, parse) ?? []),
    map(key, parseKey, parseValue) {
      const value = find(key)?.value;
      if (!value) return [];
      return entriesOf(value, full(key), report).flatMap((entry) => {
        const name = `${full(key)}.${entry.key.replace(/^.*@/, "…@")}`;
        const parsedKey = judge(entry.line, name, parseKey, entry.key);
        const parsed = scalar(entry.value, name, parseValue);
        return parsedKey === undefined || parsed === undefined ? [] : [[parsedKey, parsed] as const];
      });
    },
    section: (key, keys) => section(find(key)?.value ?? emptyMap(tree.line), keys, full(key), report),
    sections: (key, keys) => items(key).map((item, index) => section(item, keys, `${full(key)}[${index}]`, report)),
    problem: (key, text) => report(find(key)?.line ?? tree.line, `${full(key)}: ${text}`),
  };
}

/** At least one character, and no look-alikes from outside ASCII. */
const isPlain = (key: string): boolean => /^[!-~]+$/.test(key);

const isEmpty = (value: Tree | undefined): boolean => !value || (value.kind === "scalar" && value.text === "");

/** What programs write for an absent value in YAML. */
const isNull = (tree: Tree): boolean => tree.kind === "scalar" && /^(?:null|~)$/i.test(tree.text);
const NOTHING = "null is YAML's word for nothing: give a value, or remove the line";

const emptyMap = (line: number): Tree => ({ kind: "map", line, entries: [] });

function entriesOf(tree: Tree, name: string, report: Problem): readonly Entry[] {
  if (tree.kind === "map") return tree.entries;
  // A key whose children are all commented out is an empty section.
  if (isNull(tree)) report(tree.line, `${name}: ${NOTHING}`);
  else if (tree.kind === "list" || tree.text) report(tree.line, `${name}: "key: value" lines are expected here`);
  return [];
}
