import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import type { Run } from "./tool.ts";

/**
 * Two keys, so that trusting one repository is not trusting the other: the stock OS trusts `archive` from the start,
 * and `kubernetes` is what a node has to be given.
 */
const KEYS = {
  archive: "Rack Debian archive <archive@rack.invalid>",
  kubernetes: "Rack Kubernetes packages <kubernetes@rack.invalid>",
} as const;

export type KeyName = keyof typeof KEYS;

/** Makes (once for a cache) the rack's signing keys, without passphrase; NAME.asc beside the key ring is the public half. */
export async function signingKeys(workshop: Workshop): Promise<string> {
  return artefact(workshop, {
    name: "signing-keys",
    inputs: { recipe: await readFile(import.meta.filename, "utf8") },
    make: async (dir, run) => {
      for (const [name, identity] of Object.entries(KEYS)) {
        const home = join(dir, name);
        await mkdir(home, { mode: 0o700 });
        const gpg = ["gpg", "--homedir", home, "--batch", "--no-autostart"] as const;
        const agent = ["gpg", "--homedir", home, "--batch", "--pinentry-mode", "loopback", "--passphrase", ""] as const;
        await run([...agent, "--quick-generate-key", identity, "rsa3072", "sign", "never"]);
        await writeFile(publicKey(dir, name as KeyName), await run([...gpg, "--armor", "--export", identity]));
        await stopAgent(run, home);
      }
    },
  });
}

/** Path of the armoured public key. */
export const publicKey = (keys: string, name: KeyName): string => join(keys, `${name}.asc`);

/** Signs a Release file: Release.gpg (detached) and InRelease (clear) appear beside it. */
export async function signRelease(run: Run, keys: string, name: KeyName, release: string): Promise<void> {
  const home = join(keys, name);
  const gpg = [
    "gpg",
    "--homedir",
    home,
    "--batch",
    "--yes",
    "--pinentry-mode",
    "loopback",
    "--passphrase",
    "",
  ] as const;
  await run([...gpg, "--armor", "--output", `${release}.gpg`, "--detach-sign", release]);
  await run([...gpg, "--output", release.replace(/Release$/, "InRelease"), "--clear-sign", release]);
  await stopAgent(run, home);
}

/** The agent that gpg starts would live on for ever. */
async function stopAgent(run: Run, home: string): Promise<void> {
  await run(["gpgconf", "--homedir", home, "--kill", "gpg-agent"]);
}
