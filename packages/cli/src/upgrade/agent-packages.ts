/** The packages of the agent in a folder: one version, one file for each architecture. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readError } from "@rackberry/config";
import { AppError, grammar, MAX_PACKAGE, type PackageManifest } from "@rackberry/protocol";
import { refuseNoPackage } from "../deb-file.ts";

export interface AgentPackage {
  readonly path: string;
  readonly manifest: PackageManifest;
}

const NAME = /^pi-agent_([^_]+)_([^_]+)\.deb$/;

/** Throws `refused` naming the folder when there is none, or more than one version. */
export async function agentPackages(folder: string): Promise<readonly AgentPackage[]> {
  try {
    const files = (await readdir(folder)).filter((file) => NAME.test(file)).sort();
    const versions = new Set(files.map((file) => NAME.exec(file)?.[1]));
    if (versions.size === 1) return await Promise.all(files.map((file) => readPackage(folder, file)));
    const found = versions.size === 0 ? "no pi-agent_VERSION_ARCH.deb: build it with npm run package" : "more than one";
    throw new AppError(
      "refused",
      `${folder}: ${found}${versions.size > 1 ? ` version: ${files.join(", ")}; keep one` : ""}`,
    );
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      const what = code === "ENOENT" ? "does not exist" : "is not a folder";
      const cure = "build the packages with npm run package, or name their folder with --packages";
      throw new AppError("refused", `${folder} ${what}: ${cure}`, { cause });
    }
    throw readError(cause, folder);
  }
}

async function readPackage(folder: string, file: string): Promise<AgentPackage> {
  const path = join(folder, file);
  const [, version, architecture] = NAME.exec(file) ?? [];
  const { size } = await stat(path);
  if (size > MAX_PACKAGE) throw new AppError("refused", `${path} is larger than an agent package may be`);
  await refuseNoPackage(path);
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return {
    path,
    manifest: {
      version: grammar.packageVersion(version),
      architecture: grammar.architecture(architecture),
      size,
      sha256: hash.digest("hex"),
    },
  };
}
