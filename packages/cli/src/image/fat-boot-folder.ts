/** BootFolder over a FAT file system that is not mounted. */
import { AppError } from "@rackberry/protocol";
import type { BootFolder } from "../card/boot-folder.ts";
import type { Fat } from "./mtools.ts";

/**
 * Nothing here is whole or not at all by itself, and nothing needs to be: the file system is a copy that is thrown away
 * when anything fails. `path` is how errors call it. Names have no case, as on a mounted card.
 */
export function fatBootFolder(fat: Fat, path: string): BootFolder {
  const find = async (name: string): Promise<Found> => lookUp(await fat.tree(), name);
  return {
    path,
    async read(name) {
      const found = await find(name);
      return found.kind === "file" ? (await fat.read(found.name)).toString("utf8") : undefined;
    },
    async list(name) {
      const found = await find(name);
      return found.kind === "folder" ? found.names : undefined;
    },
    freeBytes: () => fat.freeBytes(),
    async write(name, content) {
      const { kind } = await find(name);
      if (kind === "folder") throw new AppError("refused", `${path}/${name} is a folder: flash the card anew`);
      await fat.write(name, content);
    },
    makeFolder: (name) => fat.makeFolder(name),
    async remove(name) {
      const found = await find(name);
      if (found.kind !== "absent") await fat.remove(found.name);
    },
    async rename(from, to) {
      const { kind } = await find(to);
      if (kind === "folder") throw new AppError("refused", `${path}/${to} is there already: flash the card anew`);
      if (kind === "file") await fat.remove(to);
      await fat.rename(from, to);
    },
  };
}

type Found =
  | { readonly kind: "absent" }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "folder"; readonly name: string; readonly names: readonly string[] };

/** `tree` as Fat gives it; `name` without a "/" at its end, "" for the top. Pure. */
export function lookUp(tree: readonly string[], name: string): Found {
  const wanted = name.toLowerCase();
  const inside = wanted === "" ? "" : `${wanted}/`;
  const file = tree.find((one) => one.toLowerCase() === wanted);
  if (file !== undefined) return { kind: "file", name: file };
  const folder = wanted === "" ? "" : tree.find((one) => one.toLowerCase() === inside);
  if (folder === undefined) return { kind: "absent" };
  const names = tree
    .filter((one) => one.toLowerCase().startsWith(inside) && one.length > inside.length)
    .map((one) => one.slice(inside.length).replace(/\/$/, ""))
    .filter((one) => !one.includes("/"));
  return { kind: "folder", name: folder.replace(/\/$/, ""), names: names.sort() };
}
