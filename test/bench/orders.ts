/** Orders to the client on the laptop, and its answers. */

/** An agent that the client's coordinator has adopted. */
export interface Target {
  /** The node's name. */
  readonly name: string;
  readonly address: string;
  /** address:port of its agent. */
  readonly endpoint: string;
}

interface ToTargets {
  /** File of the coordinator's private key; its certificate is kept beside it. */
  readonly key: string;
  readonly targets: readonly Target[];
}

export type Order =
  /** Have the agents do a dry run, print "held", then keep the sessions until killed. */
  | ({ readonly kind: "hold" } & ToTargets)
  /** The guide's three tasks. */
  | ({ readonly kind: "tasks" } & ToTargets)
  /** GetFacts and websocket pings. */
  | ({ readonly kind: "round-trips"; readonly warmUp: number; readonly count: number } & ToTargets);

export interface TasksAnswer {
  readonly kind: "tasks";
  /** Time to open authenticated sessions with all targets. */
  readonly connectMs: number;
  /** From the first command to the last result. */
  readonly ms: number;
  readonly results: readonly { readonly changed: number; readonly reboots: boolean }[];
}

export interface RoundTripsAnswer {
  readonly kind: "round-trips";
  /** Milliseconds. */
  readonly facts: readonly number[];
  readonly ping: readonly number[];
}

export type Answer = TasksAnswer | RoundTripsAnswer;
