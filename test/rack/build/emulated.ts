import { join } from "node:path";
import type { Run } from "./tool.ts";

/** The static emulator of Debian's qemu-user-static: it needs nothing from the root tree whose programs it runs. */
const EMULATOR = "/usr/bin/qemu-aarch64-static";

/** The same `run`, for tools that start arm64 programs, such as the maintainer scripts of a foreign Debian. */
export function emulated(run: Run): Run {
  const script = join(import.meta.dirname, "emulated.sh");
  return (argv, options) => run(["sh", script, EMULATOR, ...argv], options);
}
