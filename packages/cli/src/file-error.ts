/** What an error of the file system means to a person. */
import { AppError } from "@rackberry/protocol";

const MEANINGS: Readonly<Record<string, string>> = {
  ENOSPC: "is full: make room and run it again",
  EDQUOT: "is full: make room and run it again",
  EROFS: "is mounted read-only: mount it writable and run it again",
  EACCES: "is not open to you: change its permissions, or run it with sudo",
  EPERM: "is not open to you: change its permissions, or run it with sudo",
  ENOENT: "is not there: make its folder first",
  ENOTDIR: "is no directory",
  EISDIR: "is a folder, but a file is expected there",
  ELOOP: "is a link that leads back to itself, or may not be one here",
  ENAMETOOLONG: "has too long a name",
  EBUSY: "is in use: unmount it or close what uses it, and run it again",
  EFBIG: "may not grow so large: the file system or a limit (ulimit -f) forbids it",
  EIO: "has an input/output error: the card was pulled out, or is worn out",
  ENOMEDIUM: "has no card in it",
  ENXIO: "is gone: put the card in again and run it again",
  ENODEV: "is gone: put the card in again and run it again",
};

/**
 * `refused` naming `place`, for the errors that a person can do something about; AppErrors pass. `here` says what a code
 * means at this place, by code.
 */
export function fileError(cause: unknown, place: string, here: Readonly<Record<string, string>> = {}): AppError {
  const code = (cause as NodeJS.ErrnoException)?.code ?? "";
  const meaning = here[code] ?? MEANINGS[code];
  return meaning ? new AppError("refused", `${place} ${meaning}`, { cause }) : AppError.from(cause);
}
