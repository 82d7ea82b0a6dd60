/** Reads sshd's settings as sshd does: the first value of a keyword wins, and drop-ins count where they are included. */
import type { Host } from "../../host/host.ts";

const MAIN = "/etc/ssh/sshd_config";
const FOLDER = "/etc/ssh/sshd_config.d";

export interface FirstWord {
  readonly value: string;
  readonly path: string;
}

/** The value in force for everybody, and its file; `Match` blocks are ignored. */
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

/** Keywords in lower case with their values, up to the first `Match`. */
function linesOf(text: string): readonly (readonly [key: string, value: string])[] {
  const lines = text.split("\n").flatMap((line) => {
    const [, key, value = ""] = /^\s*([A-Za-z]\w*)(?:\s*=\s*|\s+)"?(.*?)"?\s*$/.exec(line) ?? [];
    return key === undefined ? [] : [[key.toLowerCase(), value] as const];
  });
  const end = lines.findIndex(([key]) => key === "match");
  return end < 0 ? lines : lines.slice(0, end);
}
