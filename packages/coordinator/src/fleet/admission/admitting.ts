/** What is needed to meet agents and to let them in. */

import type { Unanswered } from "../../domain/unanswered.ts";
import type { Dial } from "../nodes/link.ts";
import type { Contests } from "./contests.ts";

export interface Admitting {
  readonly dial: Dial;
  readonly rackSecret: Buffer;
  /** Keys of agents whose admission is being decided. */
  readonly admitting: Set<string>;
  readonly contests: Contests;
  /** Endpoints that a person placed and that were tried in vain. */
  readonly unanswered: Map<string, Unanswered>;
}
