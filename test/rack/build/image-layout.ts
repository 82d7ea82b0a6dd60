import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Run } from "./tool.ts";
import type { Architecture } from "./versions.ts";

const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const OCI = "application/vnd.oci.image";

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: { architecture: string; os: string; variant?: string };
}

/**
 * Makes a one-layer image of a root tree in the OCI image layout (image-spec v1.0), in a folder of its own.
 * The layer is zstd: a Pi unpacks it several times faster than gzip, and containerd has known it since 1.5.
 */
export async function writeImageLayout(
  run: Run,
  dir: string,
  image: { root: string; tag: string; architecture: Architecture; entrypoint: readonly string[] },
): Promise<void> {
  const blobs = join(dir, "blobs/sha256");
  await mkdir(blobs, { recursive: true });
  const tar = join(dir, "layer.tar");
  const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  await run(["tar", "--create", ...same, "--file", tar, "--directory", image.root, "."]);
  await run(["zstd", "--quiet", "-3", "-T0", tar]);
  const diff = await digestOf(tar);
  await rm(tar);
  const layer = await addFile(blobs, `${tar}.zst`, `${OCI}.layer.v1.tar+zstd`);
  const config = await addJson(dir, blobs, `${OCI}.config.v1+json`, {
    architecture: image.architecture,
    os: "linux",
    config: { Entrypoint: image.entrypoint, Env: [PATH] },
    rootfs: { type: "layers", diff_ids: [diff] },
  });
  const manifest = { schemaVersion: 2, mediaType: `${OCI}.manifest.v1+json`, config, layers: [layer] };
  const entry = await addJson(dir, blobs, manifest.mediaType, manifest);
  await writeIndex(dir, image.tag, entry);
}

/** Makes a folder with blobs a layout: what its one tag means. */
export async function writeIndex(dir: string, tag: string, entry: Descriptor): Promise<void> {
  const annotations = { "org.opencontainers.image.ref.name": tag };
  const index = { schemaVersion: 2, manifests: [{ ...entry, annotations }] };
  await writeFile(join(dir, "index.json"), JSON.stringify(index));
  await writeFile(join(dir, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest("hex")}`;
}

/** Moves a file among the blobs. */
async function addFile(blobs: string, path: string, mediaType: string): Promise<Descriptor> {
  const digest = await digestOf(path);
  const { size } = await stat(path);
  await rename(path, join(blobs, digest.replace("sha256:", "")));
  return { mediaType, digest, size };
}

/** Writes a value among the blobs. */
export async function addJson(dir: string, blobs: string, mediaType: string, value: unknown): Promise<Descriptor> {
  const path = join(dir, "blob.json");
  await writeFile(path, JSON.stringify(value));
  return addFile(blobs, path, mediaType);
}
