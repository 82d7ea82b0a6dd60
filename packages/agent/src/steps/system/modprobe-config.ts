/** Lines in modprobe.d(5) that keep a module from loading; people add them from hardening guides. */
import type { Host } from "../../host/host.ts";
import { dropIns } from "../tools/drop-ins.ts";

export interface Objection {
  readonly module: string;
  readonly path: string;
  /** "install vxlan /bin/false" */
  readonly line: string;
  /** blacklist: not loaded at boot; install: not loaded at all. */
  readonly kind: "blacklist" | "install";
}

/** Lines in modprobe's settings against these modules. The kernel treats hyphens and underscores alike. */
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
