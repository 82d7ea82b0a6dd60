/** Long operations as domain types: parsed here, trusted from here on. */
import {
  AppError,
  grammar,
  imageName,
  type Message,
  type NodeSpec,
  parseImage,
  parseNodeSpec,
  parsePackage,
} from "@rackberry/protocol";
import type { Command } from "../commands.ts";

export interface Apply {
  readonly kind: "apply";
  readonly id: string;
  readonly spec: NodeSpec;
  /** Names of steps; empty: all. */
  readonly only: readonly string[];
  /** Names of steps to leave for later. */
  readonly skip: readonly string[];
  readonly dryRun: boolean;
  /** Milliseconds since 1970; 0 when unknown. */
  readonly coordinatorClockMs: number;
}
export interface Init {
  readonly kind: "init";
  readonly id: string;
  readonly spec: NodeSpec;
  /** YAML documents with secret tokens. */
  readonly kubeadmConfig: string;
  readonly skipPhases: readonly string[];
  readonly ignorePreflight: readonly string[];
  readonly coordinatorClockMs: number;
}
export interface Grant {
  readonly kind: "grant";
  readonly id: string;
  readonly manifests: readonly string[];
}
export interface Join {
  readonly kind: "join";
  readonly id: string;
  readonly spec: NodeSpec;
  /** YAML documents with a secret token. */
  readonly kubeadmConfig: string;
  /** A kubeconfig without an account. */
  readonly discovery: string;
  readonly ignorePreflight: readonly string[];
  readonly coordinatorClockMs: number;
}
export interface Reset {
  readonly kind: "reset";
  readonly id: string;
  readonly ignorePreflight: readonly string[];
}
export interface Upgrade {
  readonly kind: "upgrade";
  readonly id: string;
  /** Of the right form; who signed it is asked where it is obeyed. */
  readonly package: Message<"upgrade">["package"];
}
export interface Mirror {
  readonly kind: "mirror";
  readonly id: string;
  readonly spec: NodeSpec;
  /** In full, besides those that kubeadm names. */
  readonly images: readonly string[];
  /** Another word than last time: pull anew. */
  readonly generation: string;
  readonly off: boolean;
  readonly dryRun: boolean;
  readonly coordinatorClockMs: number;
}
/** A list of steps. */
export type StepsOperation = Apply | Init | Grant | Join | Reset | Mirror;
export type Operation = StepsOperation | Upgrade;
export type OperationCommand = Command<Operation["kind"]>;

/** Throws `invalid` naming the field; nothing was done then. */
export function parseOperation({ kind, value }: OperationCommand): Operation {
  const id = grammar.operationId(value.operationId);
  if (kind === "upgrade") {
    parsePackage(value.package);
    return { kind, id, package: value.package };
  }
  if (kind === "reset") return { kind, id, ignorePreflight: kubeadmWords(value.ignorePreflight) };
  if (kind === "grant") return { kind, id, manifests: (value.manifests ?? []).map(document) };
  const common = { id, spec: parseNodeSpec(value.spec), coordinatorClockMs: clock(value.coordinatorClockMs) };
  if (kind === "apply") {
    const [only, skip] = [value.only, value.skip].map((names) => (names ?? []).map(grammar.label));
    return { kind, ...common, only: only ?? [], skip: skip ?? [], dryRun: value.dryRun === true };
  }
  if (kind === "mirror") {
    const images = (value.images ?? []).map((image) => imageName(parseImage(image)));
    const [off, dryRun] = [value.off === true, value.dryRun === true];
    return { kind, ...common, images, generation: grammar.operationId(value.generation), off, dryRun };
  }
  const kubeadm = {
    kubeadmConfig: document(value.kubeadmConfig),
    ignorePreflight: kubeadmWords(value.ignorePreflight),
  };
  if (kind === "join") return { kind, ...common, ...kubeadm, discovery: document(value.discovery) };
  return { kind, ...common, ...kubeadm, skipPhases: kubeadmWords(value.skipPhases) };
}

const kubeadmWords = (words: string[] | null | undefined) => (words ?? []).map(grammar.kubeadmWord);

function clock(value: number | null | undefined): number {
  const ms = Number(value ?? 0);
  // The year 2200: what lies beyond is not a clock.
  if (Number.isSafeInteger(ms) && ms >= 0 && ms < 7_258_118_400_000) return ms;
  throw new AppError("invalid", "coordinatorClockMs: not a time");
}

function document(value: string | null | undefined): string {
  if (value) return value;
  throw new AppError("invalid", "a kubeadm configuration or manifest is empty");
}
