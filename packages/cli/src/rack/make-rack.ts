/** Creates a rack directory, all or nothing. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { RACK_FILE, rackTemplate } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { fileError } from "../file-error.ts";
import { shownPath } from "../shown-path.ts";
import { KEY_FILE, RELEASE_FILE, SECRET_FILE } from "./rack-directory.ts";

const IGNORE_FILE = ".gitignore";

/**
 * Creates `directory`, with the folders above it, or fills it. Throws `refused` when it already holds a rack: nothing
 * is ever overwritten, since existing cards know the old key. `sshKey` is the owner's public key.
 */
export async function makeRack(directory: string, { sshKey }: { readonly sshKey?: string } = {}): Promise<void> {
  const target = resolve(directory);
  try {
    const there = await exists(target);
    for (const name of there ? [RACK_FILE, "secrets"] : []) {
      if (await exists(join(target, name))) throw taken(target, name);
    }
    const place = there ? target : dirname(target);
    if (!there) await mkdir(place, { recursive: true });
    const draft = await mkdtemp(join(place, `.${basename(target)}-`));
    try {
      await fill(draft, rackTemplate(sshKey));
      await (there ? moveInto(draft, target) : rename(draft, target));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (cause) {
    throw fileError(cause, target);
  }
}

async function fill(draft: string, rackFile: string): Promise<void> {
  await chmod(draft, 0o755);
  await mkdir(join(draft, "secrets"), { mode: 0o700 });
  await create(join(draft, KEY_FILE), newKey(), 0o600);
  await create(join(draft, RELEASE_FILE), newKey(), 0o600);
  await create(join(draft, SECRET_FILE), `${randomBytes(32).toString("hex")}\n`, 0o600);
  // A second one beside the secrets: a .gitignore that already exists is left as it is, and may not list them.
  await create(join(draft, "secrets", IGNORE_FILE), "*\n", 0o600);
  await create(join(draft, IGNORE_FILE), "secrets/\n.coordinator\n", 0o644);
  await create(join(draft, RACK_FILE), rackFile, 0o644);
}

/** P-256, PKCS #8. */
function newKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

const create = (path: string, content: string, mode: number) =>
  writeFile(path, content, { mode, flag: "wx", flush: true });

/** Moves rack.yaml last: its presence means that the rack is complete. */
async function moveInto(draft: string, target: string): Promise<void> {
  const present = await readdir(target);
  for (const name of ["secrets", IGNORE_FILE, RACK_FILE]) {
    if (!present.includes(name)) await rename(join(draft, name), join(target, name));
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

function taken(target: string, name: string): AppError {
  return new AppError(
    "refused",
    `${shownPath(join(target, name))} already exists, and cards may have been made from it: make the rack elsewhere (pictl init DIR)`,
  );
}
