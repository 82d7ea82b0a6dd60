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
  /** The change takes effect with a reboot only. */
  readonly reboot?: true;
  /** No pod needs it: its failure is told, and the steps after it run all the same. */
  readonly comfort?: true;
  /** In sentences, what a person should know although the step does nothing about it. Asked after the check, or the change. */
  notes?(context: StepContext): Promise<readonly string[]>;
}
