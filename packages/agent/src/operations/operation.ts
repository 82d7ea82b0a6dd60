/** What one kind of operation is to this host. */
import type { Message, MirrorContent, OperationKind } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { Step } from "../steps/tools/step.ts";

/** What the coordinator is told besides that an operation ended well. */
export interface Told {
  readonly cluster?: NonNullable<Message<"result">["finished"]>["cluster"];
  readonly mirror?: MirrorContent;
  /** Of the coordinator's account: a secret. */
  readonly token?: string;
}

export interface Work {
  readonly steps: readonly Step[];
  /** Absent where there is no dry run. */
  readonly dryRun?: boolean;
  /** Names of the steps to run; empty or absent: all. */
  readonly only?: readonly string[];
  /** Names of the steps to leave for later. */
  readonly skip?: readonly string[];
  /** Asked when all steps have ended well; not after a dry run. */
  readonly told?: () => Promise<Told>;
}

/** `R` is what is parsed from the message, and trusted from there on. */
export interface OperationOf<K extends OperationKind, R extends object> {
  /** As the journal calls it. */
  readonly title: string;
  /** Throws `invalid` naming the field; nothing was done then. */
  readonly parse: (value: Message<K>) => R;
}

/** A list of steps. */
export interface StepsOf<K extends OperationKind, R extends object> extends OperationOf<K, R> {
  /** Loads the steps, which are no part of the program at rest. */
  readonly work: (request: R, host: Host) => Promise<Work>;
}
