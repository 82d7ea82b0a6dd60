import { AppError } from "@rackberry/protocol";
import { watchStatus } from "../coordinator/watch.ts";
import { duration } from "../duration.ts";
import { nodeArgument } from "../node-argument.ts";
import { plain } from "../plain.ts";
import { text, type Verb } from "../verb.ts";
import { type Outlook, outlook } from "../waiting.ts";

export const wait: Verb = {
  name: "wait",
  usage: "[--timeout 20m] [NODE ...]",
  summary: "wait until the nodes are ready, and say what is waited for",
  options: { timeout: { type: "string" } },
  interrupted: "the rack carries on by itself",
  takes: [0, Number.POSITIVE_INFINITY],
  help: `
Waits until every NODE is ready; without NODE, every node that the coordinator knows by then. Name a Pi that
has not been seen yet, or it is not waited for. What is waited for is printed when it changes. A
coordinator that is not reachable, or goes away, is looked for again.
Exit code 0: all are ready. Exit code 1, with the reasons: the time is up, or a node was refused.

Options
  --timeout TIME   how long to wait: 90s, 20m (the default), 2h

Examples
  pictl wait
  pictl wait --timeout 1h master1 node1 node2 node3
  pictl wait && pictl kubeconfig
`,
  async run(context, given, values) {
    const names = given.map((name) => nodeArgument(name));
    const shown = text(values, "timeout") ?? "20m";
    const end = AbortSignal.timeout(duration(shown, "--timeout"));
    let last: Outlook = { state: "waiting", ready: [], reasons: ["the coordinator was not reached"] };
    for await (const status of watchStatus({ ...context, signal: AbortSignal.any([context.signal, end]) })) {
      const now = outlook(status, names);
      for (const line of changes(last, now)) context.print(plain(line));
      last = now;
      if (now.state !== "waiting") break;
    }
    context.signal.throwIfAborted();
    if (last.state === "ready") {
      context.note("next: pictl kubeconfig, then kubectl get nodes");
      return 0;
    }
    const over = last.state === "refused" ? "this will not become ready without your help" : `not ready after ${shown}`;
    throw new AppError("timeout", `${over}:\n${last.reasons.map((reason) => plain(`  ${reason}`)).join("\n")}`);
  },
};

function changes(before: Outlook, now: Outlook): string[] {
  const ready = now.ready.filter((name) => !before.ready.includes(name)).map((name) => `${name}: ready`);
  return [...ready, ...now.reasons.filter((reason) => !before.reasons.includes(reason))];
}
