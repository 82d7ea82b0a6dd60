/** The owner's rack directory: rack.yaml, the files that it names, and the secrets. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { companionFiles, loadRack, RACK_FILE, type Rack, readSmallFile } from "@rackberry/config";
import { AppError, apiToken, keyHashOf } from "@rackberry/protocol";
import { shownPath } from "../shown-path.ts";

export const KEY_FILE = "secrets/coordinator.key";
export const SECRET_FILE = "secrets/rack.secret";
export const RELEASE_FILE = "secrets/release.key";
/** Exists only once the owner has changed the token. */
const TOKEN_FILE = "secrets/api.token";

export interface Secrets {
  /** P-256, PKCS8. */
  readonly coordinatorKey: { readonly pem: string; readonly key: KeyObject };
  /** 32 bytes. */
  readonly rackSecret: Buffer;
  /** Key hash of the coordinator. */
  readonly pin: string;
  /** Bearer token for the coordinator's API. */
  readonly apiToken: string;
  /** Whether it is in a file of its own, not derived from the rack secret. */
  readonly tokenIsOwn: boolean;
}

/** Content of a file, undefined when it is absent. Throws `refused` when it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  return readSmallFile(path, shownPath(path));
}

/** Throws `invalid` with every problem of rack.yaml, or with how to name the rack directory. */
export async function readRack(directory: string): Promise<Rack> {
  const path = join(directory, RACK_FILE);
  if ((await readText(path)) === undefined) throw noRack(directory);
  return loadRack((name) => readText(join(directory, name)), shownPath(path));
}

/** Throws `invalid` when they are absent or not as pictl init made them. */
export async function readSecrets(directory: string): Promise<Secrets> {
  const files = [KEY_FILE, SECRET_FILE, TOKEN_FILE].map((name) => readText(join(directory, name)));
  const [pem, hex, token] = await Promise.all(files);
  if (pem === undefined && hex === undefined) throw noRack(directory);
  const keyPem = present(pem, join(directory, KEY_FILE));
  const key = parseKey(keyPem, join(directory, KEY_FILE));
  const rackSecret = parseSecret(present(hex, join(directory, SECRET_FILE)), join(directory, SECRET_FILE));
  return {
    coordinatorKey: { pem: keyPem, key },
    pin: keyHashOf(key),
    rackSecret,
    apiToken: apiToken(rackSecret, token),
    tokenIsOwn: token !== undefined,
  };
}

/**
 * The private key that signs packages of the agent. It exists only in the owner's directory. Throws `refused` if it is
 * absent, as in a directory that was reconstructed from the master's files.
 */
export async function readReleaseKey(directory: string): Promise<KeyObject> {
  const path = join(directory, RELEASE_FILE);
  const pem = await readText(path);
  if (pem !== undefined) return parseKey(pem, path);
  if ((await readText(join(directory, KEY_FILE))) === undefined) throw noRack(directory);
  throw new AppError(
    "refused",
    `${shownPath(path)} is missing, and the rack has no copy: make cards and new agents in the directory that pictl init made, or restore the file from your backup`,
  );
}

/** rack.yaml and the files beside it that go on the master's card, by name. */
export async function rackFiles(directory: string, { config }: Rack): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of [RACK_FILE, ...companionFiles(config)])
    files.set(name, (await readText(join(directory, name))) ?? "");
  return files;
}

const BACKUP = "restore it from your backup";
const damaged = (path: string, what: string, cause?: unknown) =>
  new AppError("invalid", `${shownPath(path)} is not the ${what} that pictl init made: ${BACKUP}`, { cause });

function present(content: string | undefined, path: string): string {
  if (content !== undefined) return content;
  throw new AppError("invalid", `${shownPath(path)} is missing: ${BACKUP}`);
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    // With two keys in the file, only the first would be used, and it may be the wrong one.
    if (pem.split("-----BEGIN").length !== 2) throw new Error("not one key");
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") throw new Error("not a P-256 key");
    return key;
  } catch (cause) {
    throw damaged(path, "key", cause);
  }
}

function parseSecret(hex: string, path: string): Buffer {
  // A file that was overwritten with zeros would be a well-known secret.
  if (/^(?!(?:00)+\n?$)[0-9a-f]{64}\n?$/.test(hex)) return Buffer.from(hex.trim(), "hex");
  throw damaged(path, "secret");
}

function noRack(directory: string): AppError {
  const [hasYaml, hasKey] = [RACK_FILE, KEY_FILE].map((name) => existsSync(join(directory, name)));
  if (!hasYaml && !hasKey) {
    const cure = "name it with -C DIR, or make one with pictl init";
    return new AppError("invalid", `${directory} is not a rack directory: ${cure}`);
  }
  const what = hasYaml
    ? `a rack.yaml and no secrets/: ${BACKUP} (without it every card has to be made again)`
    : `secrets/ and no rack.yaml: ${BACKUP}`;
  return new AppError("invalid", `${shownPath(directory)} has ${what}`);
}
