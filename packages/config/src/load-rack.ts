/** rack.yaml with the files that it names, from a rack directory or /etc/pi-coordinator. */
import { AppError } from "@rackberry/protocol";
import { checkRoom } from "./message-room.ts";
import { RACK_FILE, type RackConfig } from "./rack-config.ts";
import { sshKey } from "./ssh-key.ts";

export interface Rack {
  readonly config: RackConfig;
  /** ASCII-armoured signing key of the packages; "" when rack.yaml names none. */
  readonly packagesKey: string;
  /** user.sshKeys and those of user.sshKeysFile. */
  readonly sshKeys: readonly string[];
}

/** Names of the files beside rack.yaml that belong to it and are sent and stored with it. */
export function companionFiles(config: RackConfig): readonly string[] {
  return [config.packages.key, config.user.sshKeysFile].filter((name) => name !== "");
}

/**
 * Loads a rack. `read` returns a file of the rack's directory as text, or undefined when it is absent. `shown` is the
 * name of rack.yaml in messages.
 * Throws `invalid` for every problem of rack.yaml, a named file that is absent, a line that is not an ssh public key,
 * or more data than a message to a Pi can hold.
 */
export async function loadRack(
  read: (name: string) => Promise<string | undefined>,
  shown: string = RACK_FILE,
): Promise<Rack> {
  const text = await read(RACK_FILE);
  if (text === undefined) throw new AppError("invalid", `there is no ${shown}: pictl init makes one`);
  // Imported here, since pictl --help needs no YAML.
  const { parseRackConfig } = await import("./parse-rack-config.ts");
  const config = parseRackConfig(text, shown);
  const named = async (key: string, name: string): Promise<string> => {
    const content = name && (await read(name));
    if (content !== undefined) return content;
    throw new AppError("invalid", `${shown}: ${key}: there is no file ${name} beside it`);
  };
  const { key } = config.packages;
  const { sshKeysFile } = config.user;
  const packagesKey = await named("packages.key", key);
  if (key && !packagesKey.startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
    throw new AppError("invalid", `${key}: not an ASCII-armoured PGP public key (gpg --armor --export makes one)`);
  }
  const more = keysOf(await named("user.sshKeysFile", sshKeysFile), sshKeysFile);
  const rack = { config, packagesKey, sshKeys: [...new Set([...config.user.sshKeys, ...more])] };
  checkRoom(rack, shown);
  return rack;
}

/** Most lines reported at once. */
const MOST = 20;

function keysOf(text: string, file: string): readonly string[] {
  // One message, not one for each of its lines.
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text)) {
    throw new AppError("invalid", `${file}: ${problemOf("PRIVATE KEY")}`);
  }
  const keys: string[] = [];
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r?\n|\r/).entries()) {
    const key = line.replace(/^\uFEFF/, "").trim();
    if (!key || key.startsWith("#")) continue;
    const problem = problemOf(key);
    if (problem === undefined) keys.push(sshKey(key));
    else if (problems.push(`${file}:${index + 1}: ${problem}`) > MOST) break;
  }
  if (problems.length === 0) return keys;
  const rest = problems.length > MOST ? ["and more: fix these first"] : [];
  throw new AppError("invalid", [...problems.slice(0, MOST), ...rest].join("\n"));
}

function problemOf(key: string): string | undefined {
  try {
    sshKey(key);
    return undefined;
  } catch (cause) {
    return AppError.from(cause).message;
  }
}
