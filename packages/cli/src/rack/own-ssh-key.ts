/** The user's own ssh public key, for the account on the Pis. */
import { join } from "node:path";
import { sshKey } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { shownPath } from "../shown-path.ts";
import { readText } from "./rack-directory.ts";

export interface OwnKey {
  readonly path: string;
  /** In the form of rack.yaml: TYPE BLOB COMMENT. */
  readonly line: string;
}

/** ssh-keygen's file names, in order of preference. */
const USUAL = ["id_ed25519.pub", "id_ed25519_sk.pub", "id_ecdsa.pub", "id_ecdsa_sk.pub", "id_rsa.pub"];

/** The first of these in ~/.ssh that sshd accepts; `note` gets a line for those that it does not. Undefined if none. */
export async function findOwnKey(home: string, note: (line: string) => void): Promise<OwnKey | undefined> {
  for (const path of USUAL.map((name) => join(home, ".ssh", name))) {
    try {
      const line = await keyIn(path);
      if (line !== undefined) return { path, line };
    } catch (cause) {
      note(`${shownPath(path)} is not used: ${AppError.from(cause).message}`);
    }
  }
  return undefined;
}

/** Throws `refused` when the file does not exist, `invalid` when its content is not a public key. */
export async function readOwnKey(path: string): Promise<OwnKey> {
  try {
    const line = await keyIn(path);
    if (line !== undefined) return { path, line };
  } catch (cause) {
    const { code, message } = AppError.from(cause);
    throw code === "invalid" ? new AppError(code, `${shownPath(path)}: ${message}`, { cause }) : cause;
  }
  throw new AppError("refused", `${shownPath(path)} does not exist: name your key's .pub file`);
}

async function keyIn(path: string): Promise<string | undefined> {
  const content = await readText(path);
  if (content === undefined) return undefined;
  const [first = ""] = content.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return sshKey(first);
}
