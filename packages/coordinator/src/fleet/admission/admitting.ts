/** What is needed to meet agents and to let them in. */

import type { Dial } from "../nodes/link.ts";
import type { Contests } from "./contests.ts";

export interface Admitting {
  readonly dial: Dial;
  readonly rackSecret: Buffer;
  /** Keys of agents whose admission is being decided. */
  readonly admitting: Set<string>;
  readonly contests: Contests;
}
