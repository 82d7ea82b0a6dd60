/** Step: a unit of work as data and two questions. */
import type { Clock, Host } from "../../host/host.ts";

export interface StepContext {
  readonly host: Host;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A line that a tool printed; goes to the journal and to the coordinator. Never a secret. */
  readonly output: (line: string) => void;
}

export interface Step {
  /** kebab-case, stable: it is in logs, in `only`, and in messages. */
  readonly name: string;
  /**
   * Asks the running system. `undefined` when the step is done, else what would change, as a sentence for a person:
   * "write 3 names to /etc/hosts", "add cgroup_enable=memory to /boot/firmware/cmdline.txt and reboot".
   */
  check(context: StepContext): Promise<string | undefined>;
  apply(context: StepContext): Promise<void>;
  /** The change takes effect only after a reboot. */
  readonly reboot?: true;
  /** No pod needs it: its failure is reported, but the following steps still run. */
  readonly comfort?: true;
  /** Sentences about what a person should know although the step does not change it. Called after the check, or the change. */
  notes?(context: StepContext): Promise<readonly string[]>;
}
