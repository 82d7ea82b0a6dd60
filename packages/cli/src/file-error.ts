/** What an error of the file system means to a person. */
import { AppError } from "@rackberry/protocol";

const MEANINGS: Readonly<Record<string, string>> = {
  ENOSPC: "is full: free some space and run the command again",
  EDQUOT: "is full: free some space and run the command again",
  EROFS: "is mounted read-only: mount it writable and run the command again",
  EACCES: "may not be accessed by you: change its permissions, or run the command with sudo",
  EPERM: "may not be accessed by you: change its permissions, or run the command with sudo",
  ENOENT: "does not exist: make its folder first",
  ENOTDIR: "is not a directory",
  EISDIR: "is a folder, but a file is expected there",
  ELOOP: "is a symbolic link that leads back to itself, or links are not allowed here",
  ENAMETOOLONG: "has too long a name",
  EBUSY: "is in use: unmount it or close what uses it, and run the command again",
  EFBIG: "may not grow so large: the file system or a limit (ulimit -f) forbids it",
  EIO: "has an input/output error: was the card pulled out, or is it worn out?",
  ENOMEDIUM: "has no card in it",
  ENXIO: "is gone: put the card back in and run the command again",
  ENODEV: "is gone: put the card back in and run the command again",
};

/**
 * `refused` naming `place`, for errors that a person can do something about; AppErrors pass unchanged. `here` maps
 * error codes to what they mean at this place.
 */
export function fileError(cause: unknown, place: string, here: Readonly<Record<string, string>> = {}): AppError {
  const code = (cause as NodeJS.ErrnoException)?.code ?? "";
  const meaning = here[code] ?? MEANINGS[code];
  return meaning ? new AppError("refused", `${place} ${meaning}`, { cause }) : AppError.from(cause);
}
