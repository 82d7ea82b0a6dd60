/** dpkg's own record, which takes a Pi less time than any program that reads it. */
import type { Host } from "../../host/host.ts";

export const DPKG_STATUS = "/var/lib/dpkg/status";

/** Versions of those of the packages that are installed, as dpkg has them; "" for the others. */
export async function packageVersions<N extends string>(host: Host, names: readonly N[]): Promise<Record<N, string>> {
  const status = `\n${(await host.read(DPKG_STATUS)) ?? ""}`;
  return Object.fromEntries(names.map((name) => [name, versionIn(status, name)])) as Record<N, string>;
}

function versionIn(status: string, name: string): string {
  const at = status.indexOf(`\nPackage: ${name}\n`);
  if (at < 0) return "";
  const [paragraph = ""] = status.slice(at + 1).split("\n\n", 1);
  if (!/^Status: \S+ ok installed$/m.test(paragraph)) return "";
  return /^Version: (\S+)$/m.exec(paragraph)?.[1] ?? "";
}
