/** What an error on reading a file means to a person. */
import { AppError } from "@rackberry/protocol";

const READING: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  ENOTDIR: "is not there: a part of that path is a file, not a folder",
  EISDIR: "is a folder, but a file is expected there",
  EACCES: "may not be read by you: change its permissions, or run it as its owner",
  EPERM: "may not be read by you: change its permissions, or run it as its owner",
  ELOOP: "is a link that leads back to itself",
  ENAMETOOLONG: "has a name that is too long for this file system",
  ENXIO: "is not a regular file (it is a socket, or a device that does not exist): put a regular file there",
  EIO: "has an input/output error: the medium was pulled out, or is worn out",
  EMFILE: "cannot be opened: too many files are open (ulimit -n)",
};

/** `refused` naming `place`, for an error that prevents reading; AppErrors pass unchanged. */
export function readError(cause: unknown, place: string): AppError {
  if (cause instanceof AppError) return cause;
  const { code = "", message } = cause as NodeJS.ErrnoException;
  return new AppError("refused", `${place} ${READING[code] ?? `cannot be read: ${message}`}`, { cause });
}
