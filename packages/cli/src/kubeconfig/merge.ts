/** Merges a rack's access into a shared kubeconfig. Pure; everything that is not the rack's stays, comments too. */
import { isDeepStrictEqual } from "node:util";
import { AppError } from "@rackberry/protocol";
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLMap,
  type YAMLParseError,
  type YAMLSeq,
} from "../yaml.ts";
import type { Access } from "./access.ts";

export interface Merged {
  readonly text: string;
  /** kubectl uses the rack's context when none is named. */
  readonly isCurrent: boolean;
}

export interface MergeOptions {
  /** The file's name in error messages. */
  readonly place: string;
  /** Replaces entries of the same name, even if they are another cluster's. */
  readonly force?: boolean;
}

/** The lists of a kubeconfig, and the key that each of their items has besides `name`. */
const KINDS = { clusters: "cluster", users: "user", contexts: "context" } as const;
type List = keyof typeof KINDS;

/** Name of our extension in an entry: kubectl keeps extensions that it does not know. */
const EXTENSION = "rackberry";

/**
 * `old` with the rack's cluster, user and context; a current context that is not the rack's stays current. Throws
 * `invalid` with the line when `old` is not a kubeconfig, `refused` when another cluster there has this name.
 */
export function mergeAccess(old: string, access: Access, { place, force = false }: MergeOptions): Merged {
  const { name, pin, cluster, user } = access;
  const document = readKubeconfig(old, place);
  const others = othersIn(document.toJS(), name);
  if (!force) refuseForeign(document, access, place);
  const extension = { name: EXTENSION, extension: { pin } };
  entry(document, "clusters", name).set("cluster", document.createNode({ ...cluster, extensions: [extension] }));
  entry(document, "users", name).set("user", document.createNode(user));
  const context = entry(document, "contexts", name);
  // The user may have added a namespace.
  if (!isMap(context.get("context"))) context.set("context", document.createNode({}));
  context.setIn(["context", "cluster"], name);
  context.setIn(["context", "user"], name);
  const current = document.get("current-context");
  if (typeof current !== "string" || current === "") document.set("current-context", name);
  const text = asWritten(document, old);
  if (!isDeepStrictEqual(othersIn(parseDocument(text, { logLevel: "error" }).toJS(), name), others)) {
    throw new AppError("internal", `${place} would change for other clusters: it was left as it is`);
  }
  return { text, isCurrent: document.get("current-context") === name };
}

function readKubeconfig(text: string, place: string): Document {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { prettyErrors: false, lineCounter: lines, logLevel: "error" });
  const refused = (at: number, why: string): AppError => {
    const cure = "correct it, or name another file (-o FILE)";
    return new AppError("invalid", `${place}:${lines.linePos(at).line}: ${why}: ${cure}`);
  };
  const [error] = document.errors;
  if (error) throw refused(error.pos[0], unread(error));
  if (text.includes("\ufffd")) throw refused(text.indexOf("\ufffd"), "not UTF-8 text, so rewriting it would change it");
  if (document.contents === null || isNothing(document.contents))
    document.contents = document.createNode({ apiVersion: "v1", kind: "Config" });
  const { contents } = document;
  if (!isMap(contents)) throw refused(contents.range?.[0] ?? 0, "not a kubeconfig");
  try {
    document.toJS();
  } catch {
    throw refused(0, "its aliases (& and *) expand without end");
  }
  if (contents.items.length === 0) contents.flow = false;
  for (const list of Object.keys(KINDS)) {
    const node = document.get(list, true);
    if (isSeq(node)) continue;
    // kubectl writes null for an empty list, so null is accepted here.
    if (document.get(list) !== undefined) {
      const at = isNode(node) ? (node.range?.[0] ?? 0) : 0;
      throw refused(at, `${list} is not a list, so this is not a kubeconfig`);
    }
    document.set(list, document.createNode([]));
  }
  return document;
}

const isNothing = (node: unknown): boolean => isScalar(node) && node.value === null;

/** The library's messages are meant for programmers. */
function unread({ code, message }: YAMLParseError): string {
  if (code === "MULTIPLE_DOCS") return "a second document begins here (---), and kubectl reads only one";
  if (message.startsWith("Maximum call stack")) return "nested too deeply to be read";
  return `not YAML: ${message.split("\n")[0]}`;
}

/** The item with this name; created if there is none. */
function entry(document: Document, list: List, name: string): YAMLMap {
  const found = find(document, list, name);
  if (found) return found;
  const made = document.createNode({ name }) as YAMLMap;
  const items = document.get(list) as YAMLSeq;
  // An empty list may have been written in flow style: [] or {}.
  items.flow = items.items.length > 0 && items.flow === true;
  items.add(made);
  return made;
}

function find(document: Document, list: List, name: string): YAMLMap | undefined {
  const items = (document.get(list) as YAMLSeq).items.filter((item) => isMap(item));
  return items.find((item) => item.get("name") === name);
}

/** Another cluster's entries under this name would be lost. */
function refuseForeign(document: Document, { name, pin, cluster }: Access, place: string): void {
  const held = (Object.keys(KINDS) as List[]).filter((list) => find(document, list, name));
  const [list] = held;
  if (list === undefined || isOurs(find(document, "clusters", name)?.toJS(document), pin, cluster)) return;
  const cure = "give the rack's entry another name (--name NAME), or replace that one (--force)";
  throw new AppError("refused", `${place} already has a ${KINDS[list]} ${name} that is not this rack's: ${cure}`);
}

function isOurs(item: unknown, pin: string, cluster: Access["cluster"]): boolean {
  const there = (item as { cluster?: Record<string, unknown> | null } | undefined)?.cluster ?? {};
  const { extensions, "certificate-authority-data": authority } = there;
  if (authority !== undefined && authority === cluster["certificate-authority-data"]) return true;
  const known = (Array.isArray(extensions) ? extensions : []) as { name?: unknown; extension?: { pin?: unknown } }[];
  return known.some((one) => one?.name === EXTENSION && one.extension?.pin === pin);
}

/** Serialised with the old file's indentation and line ends. */
function asWritten(document: Document, old: string): string {
  // kubectl does not indent lists.
  const indentSeq = /^(?:clusters|contexts|users):[^\S\n]*\r?\n(?:[^\S\n]*#.*\n)* +- /m.test(old);
  const text = document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: /[{[] \S/.test(old) });
  return old.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
}

/** Everything that is not the rack's. */
function othersIn(value: unknown, name: string): unknown {
  const { "current-context": _, ...fields } = (value ?? {}) as Record<string, unknown>;
  for (const list of Object.keys(KINDS)) {
    const items = (fields[list] ?? []) as readonly { readonly name?: unknown }[];
    fields[list] = items.filter((item) => item?.name !== name);
  }
  return fields;
}
