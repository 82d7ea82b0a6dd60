/** A stock image as the stream of a disk's bytes. Its first bytes show how it is compressed. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { PassThrough, type Readable } from "node:stream";
import { readError } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { type Argv, oneLine, startTool } from "./tool.ts";

export interface OpenImage extends AsyncDisposable {
  /** Ends with an AppError when the file is damaged or cut off. */
  readonly stream: Readable;
  /** The size of the disk; unknown if the image is compressed. */
  readonly bytes?: number;
}

/** Tools, not node:zlib, which refuses zstd files of more than one frame; and each tool runs on its own processor. */
const PACKED: readonly { readonly magic: string; readonly argv: Argv }[] = [
  // Ubuntu's and Raspberry Pi OS's images are xz in blocks that can be unpacked in parallel.
  { magic: "fd377a585a00", argv: ["xz", "--decompress", "--stdout", "--quiet", "--threads=0"] },
  { magic: "1f8b", argv: ["gzip", "-d", "-c"] },
  { magic: "28b52ffd", argv: ["zstd", "--decompress", "--stdout", "--quiet", "--long=31"] },
];
const ARCHIVES: Readonly<Record<string, string>> = { "504b0304": "zip", "425a68": "bzip2", "377abcaf271c": "7-Zip" };

/** How many bytes unpacking may be ahead of writing. */
const AHEAD = 16 * 1024 * 1024;

/** Throws `refused` when the image is absent, not a file, or compressed in an unsupported way. */
export async function openImage(path: string, signal: AbortSignal): Promise<OpenImage> {
  try {
    // Opening a pipe would block until it has a writer, and a pipe cannot be read twice. Windows has no such flag.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await describe(file, path, signal);
    } catch (cause) {
      await file.close();
      throw cause;
    }
  } catch (cause) {
    throw readError(cause, path);
  }
}

async function describe(file: FileHandle, path: string, signal: AbortSignal): Promise<OpenImage> {
  const stat = await file.stat();
  if (!stat.isFile()) throw new AppError("refused", `${path} is not a file: give a stock image (.img or .img.xz)`);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
  const magic = buffer.toString("hex", 0, bytesRead);
  const [, archive] = Object.entries(ARCHIVES).find(([start]) => magic.startsWith(start)) ?? [];
  if (archive)
    throw new AppError("refused", `${path} is compressed with ${archive}: decompress it first, and give the .img`);
  const packed = PACKED.find((one) => magic.startsWith(one.magic));
  const stream = packed
    ? await unpack(file, packed.argv, path, signal)
    : file.createReadStream({ highWaterMark: 1024 * 1024, autoClose: false, start: 0, signal });
  // Errors reach whatever reads the stream; once nothing does, they do not matter.
  stream.on("error", () => {});
  const close = async () => {
    stream.destroy();
    await file.close();
  };
  return { stream, bytes: packed ? undefined : stat.size, [Symbol.asyncDispose]: close };
}

async function unpack(file: FileHandle, argv: Argv, path: string, signal: AbortSignal): Promise<Readable> {
  const { child, code } = await startTool(argv, file.fd, { signal });
  const stream = new PassThrough({ highWaterMark: AHEAD });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint = `${complaint}${chunk}`.slice(0, 500);
  });
  child.stdout.pipe(stream, { end: false });
  code.then((exitCode) => {
    if (exitCode === 0) stream.end();
    else
      stream.destroy(
        new AppError("refused", `${path} is damaged or truncated: ${oneLine(complaint)}: download it again`),
      );
  }, stream.destroy.bind(stream));
  // Once the stream is closed, the child is of no use.
  stream.on("close", () => child.kill("SIGKILL"));
  return stream;
}
