/** What modprobe.d(5) says against a module: a person's, from a guide that makes a Pi safer or quieter. */
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

/** Lines of modprobe's settings against these modules. Hyphens and underscores are one to the kernel. */
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
