/** The files of a simulated Pi: the file functions of a Host. */
import type { FileInfo, Host } from "../../host.ts";
import { unreadable } from "../../system-error.ts";
import type { PiState } from "./card.ts";

type Files = Pick<Host, "read" | "write" | "remove" | "makeDirectory" | "list" | "info">;

/** `mayChange` throws when a path is read-only; `save` saves the state after a change. */
export function simulatedFiles(state: PiState, mayChange: (path: string) => void, save: () => void): Files {
  const list = async (path: string) => {
    const all = [...Object.keys(state.files), ...Object.keys(state.directories)];
    const below = all.filter((other) => other.startsWith(`${path}/`)).map((other) => other.slice(path.length + 1));
    if (below.length === 0 && !state.directories[path]) return undefined;
    return [...new Set(below.map((rest) => rest.split("/")[0] ?? ""))].sort();
  };
  const info = async (path: string): Promise<FileInfo | undefined> => {
    const file = state.files[path];
    if (file) return { kind: "file", mode: file.mode, uid: file.uid, gid: file.gid };
    if ((await list(path)) === undefined) return undefined;
    return { kind: "directory", ...(state.directories[path] ?? { mode: 0o755, uid: 0, gid: 0 }) };
  };
  return {
    list,
    info,
    async read(path, encoding) {
      const file = state.files[path];
      if (!file && (await list(path)) !== undefined)
        throw unreadable(path, Object.assign(new Error(), { code: "EISDIR" }));
      if (!file || (file.bytes ?? false) === (encoding === "bytes")) return file?.content;
      return file.bytes ? fromBytes(file.content) : toBytes(file.content);
    },
    async write(path, content, { mode = 0o644, uid = 0, gid = 0, encoding } = {}) {
      mayChange(path);
      // UTF-8 text, unless the content is not.
      const isBytes = encoding === "bytes" && toBytes(fromBytes(content)) !== content;
      const kept = encoding === "bytes" && !isBytes ? fromBytes(content) : content;
      state.files[path] = { content: kept, mode, uid, gid, ...(isBytes && { bytes: true }) };
      save();
    },
    async remove(path) {
      if (!state.files[path]) return;
      mayChange(path);
      delete state.files[path];
      save();
    },
    async makeDirectory(path, { mode = 0o755, uid = 0, gid = 0 } = {}) {
      if (state.directories[path]) return;
      if (!(await info(path))) mayChange(path);
      state.directories[path] = { mode, uid, gid };
      save();
    },
  };
}

const fromBytes = (bytes: string) => Buffer.from(bytes, "latin1").toString("utf8");
const toBytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");
