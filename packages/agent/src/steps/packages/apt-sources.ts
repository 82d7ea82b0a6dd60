/**
 * Kubernetes sources from an earlier life of this Pi. With two entries for one repository and different keys, apt reads
 * no source at all; a repository that no longer exists makes every update fail.
 */
import type { NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { readFile } from "../tools/files.ts";
import { KEPT, keepCopy } from "../tools/kept-files.ts";
import { list } from "../tools/sentence.ts";
import type { Step } from "../tools/step.ts";
import { repositoryFiles } from "./apt-repository.ts";
import { isKubernetes, type Source, withoutLines, withoutStanzas } from "./other-sources.ts";

const PARTS = "/etc/apt/sources.list.d";

interface Edit {
  readonly path: string;
  readonly content: string;
}

export function aptSources(spec: NodeSpec): Step {
  const ours = repositoryFiles(spec).map(({ path }) => path);
  const goes = (source: Source) => isKubernetes(source, spec.packages.url);
  return {
    name: "apt-sources",
    async check({ host }) {
      const paths = (await edits(host, ours, goes)).map(({ path }) => path);
      if (paths.length === 0) return undefined;
      return `disable other Kubernetes sources in ${list(paths)}, and keep a copy in ${KEPT}`;
    },
    async apply({ host }) {
      for (const { path, content } of await edits(host, ours, goes)) {
        await keepCopy(host, path);
        await host.write(path, content, { encoding: "bytes" });
      }
    },
  };
}

async function edits(host: Host, ours: readonly string[], goes: (source: Source) => boolean): Promise<readonly Edit[]> {
  const parts = ((await host.list(PARTS)) ?? []).map((name) => `${PARTS}/${name}`);
  const found: Edit[] = [];
  for (const path of ["/etc/apt/sources.list", ...parts]) {
    const edit = path.endsWith(".sources") ? withoutStanzas : path.endsWith(".list") ? withoutLines : undefined;
    if (!edit || ours.includes(path)) continue;
    const text = (await readFile(host, path, "bytes")) ?? "";
    const content = edit(text, goes);
    if (content !== text) found.push({ path, content });
  }
  return found;
}
