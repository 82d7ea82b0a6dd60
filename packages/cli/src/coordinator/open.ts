/** From a verb's context to a client of its rack's coordinator. */
import { readSecrets } from "../rack/rack-directory.ts";
import type { Context } from "../verb.ts";
import { browse } from "./browse.ts";
import { type Client, client } from "./client.ts";
import { findCoordinator } from "./find.ts";

/** Milliseconds of looking for it on the network. */
const PATIENCE = 5_000;

/** Throws what findCoordinator throws, and `invalid` when this is no rack directory. */
export async function openClient({ directory, coordinator, signal }: Context): Promise<Client> {
  const { pin, apiToken: token } = await readSecrets(directory);
  const endpoint = await findCoordinator({ given: coordinator, directory, pin, browse, patience: PATIENCE }, signal);
  return client({ endpoint, pin, token, signal });
}
