/** BootFolder over a FAT file system that is not mounted. */
import { AppError } from "@rackberry/protocol";
import { type BootFolder, textOf } from "../card/boot-folder.ts";
import { type FatTree, fatTree } from "./fat-tree.ts";
import type { Fat } from "./mtools.ts";

/**
 * No operation here is atomic, and none needs to be: the file system is a copy that is discarded when anything fails.
 * Nothing else writes to it, so it is listed only once. `path` is its name in errors.
 */
export function fatBootFolder(fat: Fat, path: string): BootFolder {
  let listed: Promise<FatTree> | undefined;
  const tree = () => {
    listed ??= fat.tree().then(fatTree);
    return listed;
  };
  const taken = (name: string) => new AppError("refused", `${path}/${name} is a folder: flash the card again`);
  const readBytes = async (name: string) => {
    const found = (await tree()).find(name);
    if (found.kind === "folder") throw taken(name);
    return found.kind === "file" ? fat.read(found.name) : undefined;
  };
  return {
    path,
    readBytes,
    read: async (name) => textOf(await readBytes(name), `${path}/${name}`),
    async list(name) {
      const found = (await tree()).find(name);
      return found.kind === "folder" ? found.names : undefined;
    },
    freeBytes: () => fat.freeBytes(),
    async write(name, content) {
      const names = await tree();
      // mcopy would put it into the folder.
      if (names.find(name).kind === "folder") throw taken(name);
      await fat.write(name, content);
      names.add(name);
    },
    async makeFolder(name) {
      const names = await tree();
      await fat.makeFolder(name);
      names.add(`${name}/`);
    },
    async remove(name) {
      const names = await tree();
      const found = names.find(name);
      if (found.kind === "absent") return;
      await fat.remove(found.name);
      names.remove(found.name);
    },
    async rename(from, to) {
      const names = await tree();
      const there = names.find(to);
      // mren would move into the folder.
      if (there.kind === "folder") throw taken(to);
      if (there.kind === "file") await fat.remove(there.name);
      if (there.kind === "file") names.remove(there.name);
      await fat.rename(from, to);
      names.rename(from, to);
    },
  };
}
