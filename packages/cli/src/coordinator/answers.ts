/** What the coordinator answers, as far as it is shown: another version's may be made otherwise. */
import type { PlanReport, RackStatus } from "@rackberry/config";
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
export function parseStatus(value: unknown): RackStatus {
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
export function parsePlan(value: unknown): PlanReport {
  const plan = fieldsOf(value);
  expectTexts(plan.notices);
  expectList(plan, "nodes", ["name"]);
  for (const node of plan.nodes as readonly Fields[]) expectList(node, "changes", ["step", "sentence"]);
  return value as PlanReport;
}

export function parseKubeconfig(value: unknown): string {
  const { kubeconfig } = fieldsOf(value);
  if (typeof kubeconfig !== "string") throw notUnderstood();
  return kubeconfig;
}

export function parseLine(value: unknown): string {
  if (typeof value !== "string") throw notUnderstood();
  return value;
}
