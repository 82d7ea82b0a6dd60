/** Every node's name on every node. */
import type { NodeSpec } from "@rackberry/protocol";
import { list, sentenceOf } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { editHosts } from "./hosts-file.ts";
import type { PersonLine } from "./hosts-line.ts";

const HOSTS = "/etc/hosts";

export function hosts(spec: Pick<NodeSpec, "name" | "domain" | "hosts">): Step {
  return {
    name: "hosts",
    async check({ host }) {
      const text = (await host.read(HOSTS, "bytes")) ?? "";
      const edited = editHosts(text, spec);
      if (edited.text === text) return undefined;
      const count = spec.hosts.length;
      return sentenceOf([
        `write ${count} ${count === 1 ? "name" : "names"} to ${HOSTS}`,
        edited.taken.length > 0 && `comment out its lines ${list(edited.taken.map(describe))}`,
      ]);
    },
    async apply({ host, output }) {
      const { text, taken } = editHosts((await host.read(HOSTS, "bytes")) ?? "", spec);
      for (const line of taken)
        output(`${HOSTS}: ${describe(line)} is commented out now: the rack has another address for it`);
      await host.write(HOSTS, text, { encoding: "bytes" });
    },
  };
}

/** Printable characters only: the line may contain anything. */
const describe = ({ address, names }: PersonLine): string =>
  `"${[address, ...names].join(" ").replace(/[^\x21-\x7e ]/g, "?")}"`;
