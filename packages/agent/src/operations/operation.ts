/** One kind of operation on this host. */
import type { Message, MirrorContent, OperationKind } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { Step } from "../steps/tools/step.ts";

/** What the coordinator receives besides the success of an operation. */
export interface Told {
  readonly cluster?: NonNullable<Message<"result">["finished"]>["cluster"];
  readonly mirror?: MirrorContent;
  /** Belongs to the coordinator's account: a secret. */
  readonly token?: string;
}

export interface Work {
  readonly steps: readonly Step[];
  /** Absent when there is no dry run. */
  readonly dryRun?: boolean;
  /** Names of the steps to run; empty or absent: all. */
  readonly only?: readonly string[];
  /** Names of the steps to leave for later. */
  readonly skip?: readonly string[];
  /** Called when all steps have succeeded; not after a dry run. */
  readonly told?: () => Promise<Told>;
}

/** `R` is the parsed message, trusted from there on. */
export interface OperationOf<K extends OperationKind, R extends object> {
  /** Its name in the journal. */
  readonly title: string;
  /** Throws `invalid` naming the field, before anything is changed. */
  readonly parse: (value: Message<K>) => R;
}

/** A list of steps. */
export interface StepsOf<K extends OperationKind, R extends object> extends OperationOf<K, R> {
  /** Loads the steps, which are not loaded while the program is idle. */
  readonly work: (request: R, host: Host) => Promise<Work>;
}
