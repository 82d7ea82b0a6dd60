import type { NodePhase } from "@rackberry/config";
import { AppError, grammar } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { nodeArgument } from "../node-argument.ts";
import { plain } from "../plain.ts";
import { text, usageError, type Verb } from "../verb.ts";

export const adopt: Verb = {
  name: "adopt",
  usage: "NAME|SERIAL [--fingerprint HEX]",
  summary: "admit a Pi that waits for you",
  options: { fingerprint: { type: "string" } },
  takes: [1, 1],
  help: `
Admits a Pi that pictl status lists as not in the rack: because rack.yaml says "adoption: ask", or because
no card of this rack introduced it. A node that failed is tried again at once.

Options
  --fingerprint HEX   fingerprint of the agent's key; required when no card introduced the Pi, and for
                      a control plane whose key is new.
                      Read it on the Pi itself (sudo pi-agent fingerprint) and compare it with the one
                      that pictl status shows: only if they match is it that Pi and nobody in between

Examples
  pictl adopt node3
  pictl adopt 10000000abcdef01 --fingerprint 3f2a…
`,
  async run(context, [pi = ""], values) {
    const given = text(values, "fingerprint");
    const fingerprint = given === undefined ? undefined : parseFingerprint(given);
    const name = nodeArgument(pi, { serial: true });
    const client = await openClient(context);
    const { nodes } = await client.status();
    const node = nodes.find((node) => node.name === name || node.serial === name);
    if (node && !WAITING.has(node.phase)) {
      const is = `${node.name} is already in the rack (${node.phase})`;
      if (fingerprint === undefined) context.print(plain(`${is}: there is nothing to adopt`));
      else
        throw new AppError(
          "refused",
          `${is}: its fingerprint mattered only when it was adopted, and was not compared now`,
        );
      return 0;
    }
    await client.adopt({ node: name, fingerprint });
    context.print(`${name} is adopted: pictl status --watch shows the progress`);
    return 0;
  },
};

/** Phases in which `pictl adopt` changes something. */
const WAITING: ReadonlySet<NodePhase> = new Set(["seen", "adopting", "pending", "failed", "refused", "lost"]);

/** 64 hex digits; colons and capitals, as printed by other tools, are accepted. */
function parseFingerprint(given: string): string {
  try {
    return grammar.keyHash(given.replaceAll(":", "").toLowerCase());
  } catch {
    throw usageError("--fingerprint takes 64 hex digits: copy them from the Pi");
  }
}
