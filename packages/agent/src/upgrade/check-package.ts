/** What is checked in a complete package before anything on the host is changed. */
import { AppError, compareVersions, mayReplace, type PackageManifest } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { PackageFolder } from "../host/package-folder.ts";

export interface CheckOptions {
  readonly host: Host;
  readonly folder: PackageFolder;
  /** Version of the running agent. */
  readonly version: string;
}

/** In package sizes: the new files beside the old ones, the rollback package, and the files it is packed from. */
const ROOM = 3;

/** Throws `unknown-operation` when the package is missing or incomplete, `refused` when it may not be installed. */
export async function checkPackage(manifest: PackageManifest, { host, folder, version }: CheckOptions): Promise<void> {
  const { sha256, size, architecture } = manifest;
  if ((await folder.received(sha256)) !== size || (await folder.digest(sha256)) !== sha256) {
    throw new AppError("unknown-operation", `pi-agent ${manifest.version} has not arrived: send it first`);
  }
  if (compareVersions(manifest.version, version) < 0) {
    const { downgrade } = manifest;
    if (!downgrade || !mayReplace(manifest, version)) {
      throw new AppError(
        "refused",
        `${manifest.version} is older than ${version}: use --allow-downgrade if that is intended`,
      );
    }
    if ((await folder.usedLeaves()).includes(downgrade.rollout)) {
      const cure = "run pictl upgrade --allow-downgrade again";
      throw new AppError(
        "refused",
        `permission to go back to ${manifest.version} was for one rollout, which this Pi has already had: ${cure}`,
      );
    }
  }
  const fields = ["Package", "Version", "Architecture", "Installed-Size"];
  const control = await host.run(["dpkg-deb", "--field", folder.path(sha256), ...fields]);
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, "m").exec(control)?.[1]?.trim() ?? "";
  const is = `${field("Package")} ${field("Version")} for ${field("Architecture")}`;
  const shouldBe = `pi-agent ${manifest.version} for ${architecture}`;
  if (is !== shouldBe) throw new AppError("refused", `the package is ${is}, but ${shouldBe} was signed`);
  const needed = ROOM * 1024 * Number(field("Installed-Size") || 0);
  const free = await folder.free();
  if (free >= needed) return;
  throw new AppError(
    "refused",
    `the card has ${mebibytes(free)} free, the upgrade needs ${mebibytes(needed)}: free some space`,
  );
}

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MiB`;
