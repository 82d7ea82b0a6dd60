/** What was written to a boot partition, so that it can be read back and compared. */
import { createHash } from "node:crypto";
import type { BootFolder } from "../card/boot-folder.ts";

/** The SHA-256 that each file must have at the end, by file name. */
export type Written = ReadonlyMap<string, string>;

export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

export function recorder(boot: BootFolder): { readonly boot: BootFolder; readonly written: Written } {
  const written = new Map<string, string>();
  const below = (folder: string) => [...written.keys()].filter((name) => `${name}/`.startsWith(`${folder}/`));
  return {
    written,
    boot: {
      ...boot,
      async write(name, content) {
        await boot.write(name, content);
        written.set(name, sha256(content));
      },
      async remove(name) {
        await boot.remove(name);
        for (const gone of below(name)) written.delete(gone);
      },
      async rename(from, to) {
        await boot.rename(from, to);
        for (const old of below(from)) {
          written.set(to + old.slice(from.length), written.get(old) ?? "");
          written.delete(old);
        }
      },
    },
  };
}
