/** The files of a light node: the real Host in a folder of its own; openssl and rm are its only real programs. */
import type { Host } from "@rackberry/agent/testing";
import { AppError } from "@rackberry/protocol";
import { linuxHost } from "../../packages/agent/src/host/linux-host.ts";

/** `files` are the Pi's initial files: path to content. `run` replaces all other programs. */
export async function rootedHost(
  root: string,
  files: Readonly<Record<string, string>>,
  run: (argv: readonly string[], host: Host) => Promise<string> = none,
): Promise<Host> {
  const real = linuxHost();
  const host: Host = {
    run(argv, options) {
      const [program, ...more] = argv;
      if (program !== "openssl" && program !== "rm") return run(argv, host);
      // openssl also has arguments with a slash that are not paths. All of rm's paths must be moved below the root.
      const below = program === "rm" ? "/" : "/var/";
      return real.run([program, ...more.map((word) => (word.startsWith(below) ? root + word : word))], options);
    },
    runUnit: async (unit) => {
      throw new AppError("command-failed", `a light node runs no ${unit}`);
    },
    pendingUnit: async () => undefined,
    read: (path, encoding) => real.read(root + path, encoding),
    write: (path, content, options) =>
      real.write(root + path, content, { mode: options?.mode, encoding: options?.encoding }),
    remove: (path) => real.remove(root + path),
    makeDirectory: (path, options) => real.makeDirectory(root + path, { mode: options?.mode }),
    list: (path) => real.list(root + path),
    info: (path) => real.info(root + path),
  };
  for (const [path, content] of Object.entries(files)) {
    await host.makeDirectory(path.slice(0, path.lastIndexOf("/")));
    await host.write(path, content);
  }
  return host;
}

async function none([program]: readonly string[]): Promise<string> {
  throw new AppError("command-failed", `a light node has no ${program}`);
}
