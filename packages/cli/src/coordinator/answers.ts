/** What the coordinator answers, as far as it is shown: another version's may be made otherwise. */
import {
  type AnswerName,
  type AnswerOf,
  type ApplyReport,
  type Kubeconfig,
  type NodeDetails,
  type PlanReport,
  type RackHistory,
  type RackStatus,
  type StreamName,
  withChange,
} from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { VERSION } from "../version.ts";

export const notUnderstood = (): AppError =>
  new AppError(
    "unimplemented",
    `pictl ${VERSION} does not understand the coordinator's answer: they differ in version; use the pictl of the release that made the master's card`,
  );

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw notUnderstood();
}

/** The list under `key`, each a map in which the fields `texts` are strings and `numbers` are numbers. */
function expectList(fields: Fields, key: string, texts: readonly string[], numbers: readonly string[] = []): void {
  const list = fields[key];
  if (!Array.isArray(list)) throw notUnderstood();
  for (const item of list.map(fieldsOf)) {
    const isGood =
      texts.every((name) => typeof item[name] === "string") && numbers.every((name) => typeof item[name] === "number");
    if (!isGood) throw notUnderstood();
  }
}

function expectTexts(value: unknown): void {
  if (!Array.isArray(value) || value.some((text) => typeof text !== "string")) throw notUnderstood();
}

/** Throws `unimplemented` when it is none that can be shown. */
function parseStatus(value: unknown): RackStatus {
  const status = fieldsOf(value);
  const { state } = fieldsOf(status.cluster);
  if (![status.rack, status.kubernetesVersion, state].every((text) => typeof text === "string")) throw notUnderstood();
  expectTexts(status.notices);
  expectList(status, "nodes", ["name", "role", "serial", "phase", "detail"], ["since"]);
  expectList(status, "strangers", ["serial", "address", "fingerprint", "reason"], ["since"]);
  if (status.rollout !== undefined) expectList(fieldsOf(status.rollout), "nodes", ["name", "state", "detail"]);
  return value as RackStatus;
}

/** As parseStatus. */
function parsePlan(value: unknown): PlanReport {
  const plan = fieldsOf(value);
  expectTexts(plan.notices);
  expectList(plan, "nodes", ["name"]);
  for (const node of plan.nodes as readonly Fields[]) expectList(node, "changes", ["step", "sentence"]);
  if (plan.wishes !== undefined) {
    parseApplied(plan.wishes);
    expectTexts(fieldsOf(plan.wishes).refused);
  }
  return value as PlanReport;
}

function parseApplied(value: unknown): ApplyReport {
  expectList(fieldsOf(value), "changes", ["key", "before", "after"]);
  return value as ApplyReport;
}

function parseHistory(value: unknown): RackHistory {
  const history = fieldsOf(value);
  expectList(history, "timeline", ["node", "phase"], ["startedAt"]);
  expectList(history, "steps", ["node", "step", "outcome", "sentence"], ["durationMs", "toolMs", "atMs"]);
  return value as RackHistory;
}

function parseDetails(value: unknown): NodeDetails {
  parseHistory(value);
  expectList({ nodes: [fieldsOf(value).node] }, "nodes", ["name", "role", "serial", "phase", "detail"], ["since"]);
  return value as NodeDetails;
}

function parseKubeconfig(value: unknown): Kubeconfig {
  const { kubeconfig } = fieldsOf(value);
  if (typeof kubeconfig !== "string") throw notUnderstood();
  return { kubeconfig };
}

function parseLine(value: unknown): string {
  if (typeof value !== "string") throw notUnderstood();
  return value;
}

const done = () => ({});

/** Each throws `unimplemented` for what cannot be shown. */
export const ANSWERS: { readonly [K in AnswerName]: (value: unknown) => AnswerOf<K> } = {
  status: parseStatus,
  history: parseHistory,
  details: parseDetails,
  planFor: parsePlan,
  apply: parseApplied,
  adopt: done,
  reset: done,
  mirror: done,
  unmirror: done,
  upgrade: done,
  kubeconfig: parseKubeconfig,
};

/** A change is judged with the status that it makes. */
export const ITEMS: { readonly [K in StreamName]: (value: unknown) => AnswerOf<K> } = {
  watch: fieldsOf,
  logs: parseLine,
};

export async function* statusesOf(changes: AsyncIterable<Fields>): AsyncIterable<RackStatus> {
  let status: RackStatus | undefined;
  for await (const change of changes) {
    status = parseStatus(withChange(status, change));
    yield status;
  }
}
