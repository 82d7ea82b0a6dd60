/** Whether a file is a whole Debian package (deb(5)): an ar archive of three members, none of them cut short. */
import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "@rackberry/protocol";

const MAGIC = "!<arch>\n";
/** Bytes of a member's header: name 16, date 12, owner 6, group 6, mode 8, size 10, and two that end it. */
const HEADER = 60;
const MEMBERS = [/^debian-binary\/?$/, /^control\.tar(?:\.\w+)?\/?$/, /^data\.tar(?:\.\w+)?\/?$/];

/** Throws `refused` naming the file and what is wrong with it. */
export async function refuseNoPackage(path: string): Promise<void> {
  const file = await open(path);
  try {
    const trouble = await troubleOf(file);
    if (trouble) throw new AppError("refused", `${path} ${trouble}: build it or download it again`);
  } finally {
    await file.close();
  }
}

async function troubleOf(file: FileHandle): Promise<string | undefined> {
  const { size } = await file.stat();
  const read = async (position: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.toString("latin1", 0, bytesRead);
  };
  if ((await read(0, MAGIC.length)) !== MAGIC) return "is not a Debian package";
  let position = MAGIC.length;
  for (const name of MEMBERS) {
    const header = await read(position, HEADER);
    if (header.length < HEADER) return "is a Debian package that was cut short";
    const length = Number(header.slice(48, 58));
    if (!name.test(header.slice(0, 16).trim()) || !header.endsWith("`\n") || !Number.isSafeInteger(length)) {
      return "is an archive, but not a Debian package";
    }
    position += HEADER + length;
    if (position > size) return "is a Debian package that was cut short";
    // Members begin at even offsets.
    position += position % 2;
  }
  return undefined;
}
