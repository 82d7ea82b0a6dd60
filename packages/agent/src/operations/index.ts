/** The operations that an agent knows. A new one is a file in this folder and a line in the table. */
import { type Frame, grammar, type Message, type OperationKind } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import { apply } from "./apply.ts";
import { grant } from "./grant.ts";
import { init } from "./init.ts";
import { join } from "./join.ts";
import { mirror } from "./mirror.ts";
import type { OperationOf, StepsOf, Work } from "./operation.ts";
import { reset } from "./reset.ts";
import { upgrade } from "./upgrade.ts";

/** Every operation of the contract has a line here, or this does not compile. */
export const OPERATIONS = { apply, init, grant, join, reset, mirror, upgrade } as const satisfies {
  readonly [K in OperationKind]: OperationOf<K, object>;
};

type Table = typeof OPERATIONS;
type RequestOf<K extends OperationKind> = ReturnType<Table[K]["parse"]>;
/** Kinds that are lists of steps. */
type StepsKind = { [K in OperationKind]: Table[K] extends { readonly work: unknown } ? K : never }[OperationKind];

/** An operation from the wire, parsed: trusted from here on. */
export type Operation<K extends OperationKind = OperationKind> = {
  [P in K]: { readonly kind: P; readonly id: string } & RequestOf<P>;
}[K];
export type StepsOperation = Operation<StepsKind>;
export type OperationCommand<K extends OperationKind = OperationKind> = Frame<K>;

export const isOperation = (frame: Frame): frame is OperationCommand => Object.hasOwn(OPERATIONS, frame.kind);

/** Throws `invalid` naming the field, before anything is changed. */
export function parseOperation({ kind, value }: OperationCommand): Operation {
  const id = grammar.operationId(value.operationId);
  // Each kind uses its own parser, but the compiler cannot see which value belongs to which kind.
  const parse = OPERATIONS[kind].parse as (value: Message<OperationKind>) => object;
  return { ...parse(value), kind, id } as Operation;
}

/** Loads the steps of this operation. */
export function workOf(operation: StepsOperation, host: Host): Promise<Work> {
  const { work } = OPERATIONS[operation.kind] as StepsOf<StepsKind, object>;
  return work(operation, host);
}
