/** sshd's settings as in sshd_config(5): the first value of a keyword counts, drop-ins where they are included. */
import type { Host } from "../../host/host.ts";

const MAIN = "/etc/ssh/sshd_config";
const FOLDER = "/etc/ssh/sshd_config.d";

export interface FirstWord {
  readonly value: string;
  readonly path: string;
}

/** Where the keyword is set for all users; `Match` blocks are not considered. */
export async function firstWord(host: Host, keyword: string): Promise<FirstWord | undefined> {
  for (const [key, value] of linesOf((await host.read(MAIN)) ?? "")) {
    if (key === keyword.toLowerCase()) return { value, path: MAIN };
    if (key !== "include" || !value.includes(`${FOLDER}/*.conf`)) continue;
    for (const name of ((await host.list(FOLDER)) ?? []).filter((one) => one.endsWith(".conf"))) {
      const path = `${FOLDER}/${name}`;
      const found = linesOf((await host.read(path)) ?? "").find(([own]) => own === keyword.toLowerCase());
      if (found) return { value: found[1], path };
    }
  }
  return undefined;
}

/** Keywords in small letters, up to the first `Match`. */
function linesOf(text: string): readonly (readonly [key: string, value: string])[] {
  const lines = text.split("\n").flatMap((line) => {
    const [, key, value = ""] = /^\s*([A-Za-z]\w*)(?:\s*=\s*|\s+)"?(.*?)"?\s*$/.exec(line) ?? [];
    return key === undefined ? [] : [[key.toLowerCase(), value] as const];
  });
  const end = lines.findIndex(([key]) => key === "match");
  return end < 0 ? lines : lines.slice(0, end);
}
