/** The owner's rack directory: rack.yaml, the files that it names, and the secrets. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { companionFiles, loadRack, RACK_FILE, type Rack } from "@rackberry/config";
import { AppError, apiToken, keyHashOf } from "@rackberry/protocol";

export const KEY_FILE = "secrets/coordinator.key";
export const SECRET_FILE = "secrets/rack.secret";
export const RELEASE_FILE = "secrets/release.key";
/** Only there once the owner has changed the token. */
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
  /** It is a file of its own, and does not follow from the rack secret. */
  readonly tokenIsOwn: boolean;
}

/** Content of a file, undefined when it is absent. Throws `refused` when it may not be read. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new AppError("refused", `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** Throws `invalid` with every problem of rack.yaml, or saying how to name the rack directory. */
export async function readRack(directory: string): Promise<Rack> {
  const shown = relative(process.cwd(), join(directory, RACK_FILE)) || RACK_FILE;
  const path = shown.startsWith("../../") ? join(directory, RACK_FILE) : shown;
  if ((await readText(join(directory, RACK_FILE))) === undefined) throw noRack(directory);
  return loadRack((name) => readText(join(directory, name)), path);
}

/** Throws `invalid` when they are absent or not what pictl init made. */
export async function readSecrets(directory: string): Promise<Secrets> {
  const files = [KEY_FILE, SECRET_FILE, TOKEN_FILE].map((name) => readText(join(directory, name)));
  const [pem, hex, token] = await Promise.all(files);
  if (pem === undefined && hex === undefined) throw noRack(directory);
  const key = parseKey(pem ?? "", join(directory, KEY_FILE));
  const rackSecret = parseSecret(hex ?? "", join(directory, SECRET_FILE));
  return {
    coordinatorKey: { pem: pem ?? "", key },
    pin: keyHashOf(key),
    rackSecret,
    apiToken: apiToken(rackSecret, token),
    tokenIsOwn: token !== undefined,
  };
}

/**
 * The private key that signs packages of the agent. It is nowhere but in its owner's directory. Throws `refused` when it
 * is not here, as in a directory that was put together from what is on the master.
 */
export async function readReleaseKey(directory: string): Promise<KeyObject> {
  const path = join(directory, RELEASE_FILE);
  const pem = await readText(path);
  if (pem !== undefined) return parseKey(pem, path);
  if ((await readText(join(directory, KEY_FILE))) === undefined) throw noRack(directory);
  throw new AppError(
    "refused",
    `${path} is not here, and nowhere on the rack: cards and new agents are made where pictl init made it, or with your backup of it`,
  );
}

/** rack.yaml and the files beside it that go on the master's card, by name. */
export async function rackFiles(directory: string, { config }: Rack): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of [RACK_FILE, ...companionFiles(config)])
    files.set(name, (await readText(join(directory, name))) ?? "");
  return files;
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") throw new Error("not a P-256 key");
    return key;
  } catch (cause) {
    throw new AppError("invalid", `${path} is not the key that pictl init made: put it back from your backup`, {
      cause,
    });
  }
}

function parseSecret(hex: string, path: string): Buffer {
  if (/^[0-9a-f]{64}\n?$/.test(hex)) return Buffer.from(hex.trim(), "hex");
  throw new AppError("invalid", `${path} is not the secret that pictl init made: put it back from your backup`);
}

function noRack(directory: string): AppError {
  return new AppError(
    "invalid",
    `${directory} is not a rack directory: name it with -C DIR, or make one with pictl init`,
  );
}
