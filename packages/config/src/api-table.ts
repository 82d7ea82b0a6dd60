/** The coordinator's API as one table: the server answers every row, and pictl's client is derived from it. */
import type { SignedPackage } from "@rackberry/protocol";
import type { ApplyReport, Kubeconfig, NodeDetails, PlanReport, RackHistory, RackStatus } from "./api.ts";
import type { RackFiles } from "./rack-files.ts";
import type { StatusChange } from "./status-change.ts";

/** What a token lets its holder do: each role includes those before it. */
const ROLES = ["viewer", "operator", "owner"] as const;
export type Role = (typeof ROLES)[number];

export const includesRole = (has: Role, needed: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(needed);

/** One JSON value; a stream of items; or one value in return for a file, sent only if the coordinator asks for it. */
type Manner = "answer" | "stream" | "upload";

export interface Route<M extends Manner = Manner, Asked = unknown, Answer = unknown> {
  readonly manner: M;
  readonly role: Role;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /v1/; `*` stands for the request's field `node`. */
  readonly path: string;
  /** Where the request's other fields are. */
  readonly fields: "query" | "body";
  /** Only for the compiler; never set. */
  readonly types?: { readonly asked: Asked; readonly answer: Answer };
}

type Line = readonly [Role, Route["method"], path: string, fields?: Route["fields"]];
const made =
  <M extends Manner>(manner: M) =>
  <Asked, Answer>(...[role, method, path, fields = "query"]: Line): Route<M, Asked, Answer> => ({
    ...{ manner, role, method, path, fields },
  });
const answers = made("answer");
const streams = made("stream");
const uploads = made("upload");

/** An empty request, or an answer that only reports success. */
type Nothing = Readonly<Record<never, never>>;
interface OfNode {
  readonly node: string;
}

interface Wishes {
  readonly files: RackFiles;
}

export const API = {
  status: answers<Nothing, RackStatus>("viewer", "GET", "status"),
  watch: streams<Nothing, StatusChange>("viewer", "GET", "status/watch"),
  history: answers<Nothing, RackHistory>("viewer", "GET", "history"),
  details: answers<OfNode, NodeDetails>("viewer", "GET", "nodes/*"),
  logs: streams<OfNode & { readonly follow: boolean; readonly lines: number }, string>(
    ...(["viewer", "GET", "nodes/*/logs"] as const),
  ),
  planFor: answers<Wishes, PlanReport>("operator", "POST", "plan", "body"),
  apply: answers<Wishes, ApplyReport>("operator", "PUT", "rack", "body"),
  adopt: answers<OfNode & { readonly fingerprint?: string }, Nothing>("operator", "POST", "nodes/*/adopt", "body"),
  reset: answers<OfNode, Nothing>("operator", "POST", "nodes/*/reset", "body"),
  mirror: answers<{ readonly images: readonly string[] }, Nothing>("operator", "POST", "mirror", "body"),
  unmirror: answers<Nothing, Nothing>("operator", "DELETE", "mirror"),
  takePackage: uploads<SignedPackage, Nothing>("operator", "PUT", "package"),
  upgrade: answers<{ readonly version: string }, Nothing>("operator", "POST", "upgrade"),
  kubeconfig: answers<Nothing, Kubeconfig>("owner", "GET", "kubeconfig"),
};

type Api = typeof API;
export type ApiName = keyof Api;
type NamesOf<M extends Manner> = { [K in ApiName]: Api[K] extends Route<M, infer _, infer _> ? K : never }[ApiName];
export type AnswerName = NamesOf<"answer">;
export type StreamName = NamesOf<"stream">;
export type AskedOf<K extends ApiName> = NonNullable<Api[K]["types"]>["asked"];
/** For a stream, the type of one item. */
export type AnswerOf<K extends ApiName> = NonNullable<Api[K]["types"]>["answer"];
