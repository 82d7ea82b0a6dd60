/** The kernel's error when a file cannot be changed, as our own error. */
import { AppError } from "@rackberry/protocol";

const REFUSALS: Readonly<Record<string, string>> = {
  EROFS: "read-only file system: mount it writable (a worn card turns itself read-only; then it must be replaced)",
  ENOSPC: "no space left on device: free some space on the card",
  EDQUOT: "disk quota exceeded: free some space on the card",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ELOOP: "it is a symbolic link, which is not followed",
  EISDIR: "it is a directory",
  ENOENT: "no such folder, and none can be made there",
  ENOTDIR: "part of the path is not a folder",
};

const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: "permission denied: only root may do that (use sudo)",
  EISDIR: "it is a directory: put a file in its place, or take it away",
  ELOOP: "its symbolic links lead in a circle: take them away",
  EIO: "input/output error: the card is worn out and has to be replaced",
};

/** `refused` when the thing at the path cannot be read as a file, otherwise the error itself. */
export function unreadable(path: string, cause: unknown): unknown {
  const words = UNREADABLE[errnoOf(cause) ?? ""];
  return words === undefined ? cause : new AppError("refused", `${path} cannot be read: ${words}`, { cause });
}

/** `refused` with the kernel's words when the host forbids the change, `internal` for anything else. */
export function refusal(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = errnoOf(cause);
  const words = code && REFUSALS[code];
  if (words) return new AppError("refused", `${path} was not changed: ${words}`, { cause });
  return new AppError("internal", `${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}

/** Name of the system error, such as ENOENT. */
export const errnoOf = (cause: unknown): string | undefined => (cause as NodeJS.ErrnoException | undefined)?.code;

/** Resolves to `undefined` when the file is absent. */
export async function unlessAbsent<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (cause) {
    const code = errnoOf(cause);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw cause;
  }
}
