/** Fields shared by several operations, parsed. */
import { AppError, grammar, type Message, type NodeSpec, parseNodeSpec } from "@rackberry/protocol";

export interface WithSpec {
  readonly spec: NodeSpec;
  /** Milliseconds since 1970; 0 when unknown. */
  readonly coordinatorClockMs: number;
}

type SpecFields = Pick<Message<"apply">, "spec" | "coordinatorClockMs">;

/** The wanted state of the node, and the coordinator's clock. */
export const withSpec = ({ spec, coordinatorClockMs }: SpecFields): WithSpec => ({
  spec: parseNodeSpec(spec),
  coordinatorClockMs: clock(coordinatorClockMs),
});

export interface WithKubeadm extends WithSpec {
  /** YAML documents with secret tokens. */
  readonly kubeadmConfig: string;
  readonly ignorePreflight: readonly string[];
}

type KubeadmFields = SpecFields & Pick<Message<"join">, "kubeadmConfig" | "ignorePreflight">;

/** The same, with kubeadm's configuration. */
export const withKubeadm = (value: KubeadmFields): WithKubeadm => ({
  ...withSpec(value),
  kubeadmConfig: document(value.kubeadmConfig),
  ignorePreflight: kubeadmWords(value.ignorePreflight),
});

/** Names of kubeadm's phases or checks. */
export const kubeadmWords = (words: string[] | null | undefined): readonly string[] =>
  (words ?? []).map(grammar.kubeadmWord);

/** A YAML document. Throws `invalid` when it is empty. */
export function document(value: string | null | undefined): string {
  if (value) return value;
  throw new AppError("invalid", "a kubeadm configuration or manifest is empty");
}

function clock(value: number | null | undefined): number {
  const ms = Number(value ?? 0);
  // The year 2200: a later time is not a real clock.
  if (Number.isSafeInteger(ms) && ms >= 0 && ms < 7_258_118_400_000) return ms;
  throw new AppError("invalid", "coordinatorClockMs: not a time");
}
