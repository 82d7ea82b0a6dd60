/** The parts of the coordinator's answers that pictl shows; another version's answers may have a different shape. */
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
import { hasShape, type Shape } from "./shape.ts";

export const notUnderstood = (): AppError =>
  new AppError(
    "unimplemented",
    `pictl ${VERSION} does not understand the coordinator's answer, because their versions differ: use the pictl of the release that made the master's card`,
  );

type Fields = Readonly<Record<string, unknown>>;

const CULPRITS: Shape = [{ pod: "string", container: "string", line: "string" }];
const CHANGES: Shape = [{ key: "string", before: "string", after: "string" }];

const NODE: Shape = {
  ...{ name: "string", role: "string", serial: "string", phase: "string", detail: "string", since: "number" },
  ...{ "model?": "string", "cardId?": "string", "address?": "string", "agentVersion?": "string", "nextTry?": "number" },
  "culprits?": CULPRITS,
  "hardware?": {
    ...{ processor: "string", cores: "number", memoryBytes: "number" },
    disks: [{ name: "string", kind: "string", bytes: "number" }],
    ports: [{ name: "string", speed: "number" }],
  },
  "software?": { kernel: "string", kubelet: "string", containerd: "string" },
};

const STATUS: Shape = {
  ...{ rack: "string", kubernetesVersion: "string", "kubernetesWanted?": "string", notices: ["string"] },
  cluster: { state: "string", "server?": "string" },
  nodes: [NODE],
  strangers: [{ serial: "string", address: "string", fingerprint: "string", reason: "string", since: "number" }],
  "rollout?": {
    ...{ "id?": "string", version: "string", state: "string", "haltedAt?": "string", "reason?": "string" },
    nodes: [{ name: "string", state: "string", detail: "string" }],
  },
  "mirror?": { state: "string", detail: "string", images: ["string"] },
};

const HISTORY: Shape = {
  timeline: [{ node: "string", phase: "string", startedAt: "number", "endedAt?": "number" }],
  steps: [
    {
      ...{ node: "string", step: "string", outcome: "string", sentence: "string" },
      ...{ durationMs: "number", toolMs: "number", atMs: "number" },
    },
  ],
};

const PLAN: Shape = {
  notices: ["string"],
  nodes: [
    {
      name: "string",
      changes: [{ step: "string", sentence: "string" }],
      ...{ "error?": "string", "trouble?": "string", "culprits?": CULPRITS },
    },
  ],
  "wishes?": { changes: CHANGES, refused: ["string"] },
};

/** Accepts values of this shape; throws `unimplemented` for anything else. */
const answerOf =
  <T>(shape: Shape) =>
  (value: unknown): T => {
    if (hasShape(value, shape)) return value as T;
    throw notUnderstood();
  };

const parseStatus = answerOf<RackStatus>(STATUS);

const done = () => ({});

/** Each throws `unimplemented` for an answer that cannot be shown. */
export const ANSWERS: { readonly [K in AnswerName]: (value: unknown) => AnswerOf<K> } = {
  status: parseStatus,
  history: answerOf<RackHistory>(HISTORY),
  details: answerOf<NodeDetails>({ ...HISTORY, node: NODE }),
  planFor: answerOf<PlanReport>(PLAN),
  apply: answerOf<ApplyReport>({ changes: CHANGES }),
  adopt: done,
  reset: done,
  mirror: done,
  unmirror: done,
  upgrade: done,
  kubeconfig: answerOf<Kubeconfig>({ kubeconfig: "string" }),
};

/** A change is checked by the status that results from it. */
export const ITEMS: { readonly [K in StreamName]: (value: unknown) => AnswerOf<K> } = {
  watch: answerOf<Fields>({}),
  logs: answerOf<string>("string"),
};

export async function* statusesOf(changes: AsyncIterable<Fields>): AsyncIterable<RackStatus> {
  let status: RackStatus | undefined;
  for await (const change of changes) {
    status = parseStatus(withChange(status, change));
    yield status;
  }
}
