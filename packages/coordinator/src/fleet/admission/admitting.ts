/** What is needed to dial agents and to admit them. */

import type { Unanswered } from "../../domain/unanswered.ts";
import type { Dial } from "../nodes/link.ts";
import type { Contests } from "./contests.ts";

export interface Admitting {
  readonly dial: Dial;
  readonly rackSecret: Buffer;
  /** Keys of agents whose admission is being decided. */
  readonly admitting: Set<string>;
  readonly contests: Contests;
  /** Endpoints that the owner named and that did not answer. */
  readonly unanswered: Map<string, Unanswered>;
}
