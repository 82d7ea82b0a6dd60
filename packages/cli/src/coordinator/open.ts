/** From a verb's context to a client of its rack's coordinator. */
import { readSecrets } from "../rack/rack-directory.ts";
import type { Context } from "../verb.ts";
import type { Client } from "./client.ts";

/** Milliseconds to search the network for it. */
const PATIENCE = 5_000;
/** Milliseconds after which the user is informed of the search. */
const UNEXPLAINED = 1_000;

type Where = Pick<Context, "directory" | "coordinator" | "signal"> & Partial<Pick<Context, "note">>;

/** Throws what findCoordinator throws, and `invalid` when this is not a rack directory. */
export async function openClient({ directory, coordinator, note, signal }: Where): Promise<Client> {
  // Loading HTTP, TLS and mDNS would be a fifth of --help's running time, and --help needs none of them.
  const [{ browse }, { client }, { findCoordinator }] = await Promise.all([
    import("./browse.ts"),
    import("./client.ts"),
    import("./find.ts"),
  ]);
  const { pin, apiToken: token } = await readSecrets(directory);
  const tell = () => {
    if (!coordinator) note?.("looking for the rack's coordinator on this network …");
  };
  const telling = setTimeout(tell, UNEXPLAINED);
  try {
    const endpoint = await findCoordinator({ given: coordinator, directory, pin, browse, patience: PATIENCE }, signal);
    return client({ endpoint, pin, token, signal, note });
  } finally {
    clearTimeout(telling);
  }
}
