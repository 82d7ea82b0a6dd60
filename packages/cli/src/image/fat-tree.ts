/** The names on a FAT file system. They keep their case, and lookups ignore it. Pure. */

export type Found =
  | { readonly kind: "absent" }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "folder"; readonly name: string; readonly names: readonly string[] };

export interface FatTree {
  /** "" is the root folder. */
  find(name: string): Found;
  /** A folder's name ends in "/". */
  add(name: string): void;
  /** A folder is removed with everything in it. */
  remove(name: string): void;
  rename(from: string, to: string): void;
}

/** `listing`: the path of every file, and the path of every folder followed by "/". */
export function fatTree(listing: readonly string[]): FatTree {
  let all = [...listing];
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const isIn = (name: string, folder: string) => same(name.slice(0, folder.length + 1), `${folder}/`);
  return {
    find(name) {
      const file = all.find((one) => same(one, name));
      if (file !== undefined) return { kind: "file", name: file };
      const folder = name === "" ? "/" : all.find((one) => same(one, `${name}/`));
      if (folder === undefined) return { kind: "absent" };
      const depth = name === "" ? 0 : name.length + 1;
      const names = all
        .filter((one) => name === "" || isIn(one, name))
        .map((one) => one.slice(depth).replace(/\/$/, ""))
        .filter((one) => one !== "" && !one.includes("/"));
      return { kind: "folder", name: folder.slice(0, -1), names: names.sort() };
    },
    add(name) {
      if (!all.some((one) => same(one, name))) all.push(name);
    },
    remove(name) {
      all = all.filter((one) => !same(one, name) && !isIn(one, name));
    },
    rename(from, to) {
      all = all.map((one) => (same(one, from) || isIn(one, from) ? to + one.slice(from.length) : one));
    },
  };
}
