/** Settings in modprobe.d(5) that keep a module from loading, as guides for a safer or quieter Pi suggest. */
import type { Host } from "../../host/host.ts";
import { dropIns } from "../tools/drop-ins.ts";

export interface Objection {
  readonly module: string;
  readonly path: string;
  /** "install vxlan /bin/false" */
  readonly line: string;
  /** blacklist: it is not loaded at boot; install: not at all. */
  readonly kind: "blacklist" | "install";
}

/** modprobe's settings against these modules. To the kernel hyphens and underscores are the same. */
export async function objections(host: Host, modules: readonly string[]): Promise<readonly Objection[]> {
  return (await dropIns(host, "modprobe.d")).flatMap(({ path, content }) =>
    content.split("\n").flatMap((raw) => {
      const line = raw.trim();
      const [, kind, name = ""] = /^(blacklist|install)\s+(\S+)/.exec(line) ?? [];
      const module = name.replaceAll("-", "_");
      return kind && modules.includes(module) ? [{ module, path, line, kind: kind as Objection["kind"] }] : [];
    }),
  );
}
