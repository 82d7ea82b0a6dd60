/** Join tokens: recorded before they are made, deleted when they are no longer needed. */

import { AppError } from "@rackberry/protocol";
import { TOKEN_LIFETIME, type TokenRecord } from "../../domain/tokens.ts";
import { type BootstrapToken, newToken } from "../../kube/bootstrap-token.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Clustered } from "./clustered.ts";

/** A token that only `node` receives. The id is on disk before the token can be used. */
function reserveToken(
  { store, clock }: Pick<Site, "store" | "clock">,
  node: string,
  token = newToken(),
): BootstrapToken {
  store.addToken({ id: token.id, node, at: clock.now() });
  return token;
}

/**
 * Tokens for kubeadm init to make, one for each of these nodes, kept in memory until its join. A repeated init gets the
 * same ones, since the first kubeadm may still be running.
 */
export function initTokens(
  site: Pick<Site, "store" | "clock"> & Pick<Clustered, "held">,
  nodes: readonly string[],
): readonly BootstrapToken[] {
  return nodes.map((node) => {
    const token = reserveToken(site, node, site.held.get(node));
    site.held.set(node, token);
    return token;
  });
}

/** Called when init has just made the tokens; the control plane does not need its own. */
export function beginLifetimes(
  { store, clock, held }: Pick<Site, "store" | "clock"> & Pick<Clustered, "held">,
  controlPlane: string,
): void {
  held.delete(controlPlane);
  for (const [node, { id }] of held) store.addToken({ id, node, at: clock.now() });
}

/** Whether init has made a token for the node that is still valid long enough for a join. */
export function holdsToken(
  { held, store, clock }: Pick<Site, "store" | "clock"> & Pick<Clustered, "held">,
  node: string,
): boolean {
  const id = held.get(node)?.id;
  if (id === undefined) return false;
  const record = store.tokens().find((token) => token.id === id);
  return record !== undefined && clock.now() - record.at < TOKEN_LIFETIME / 2;
}

/** The token that init has made for the node, returned once only; otherwise one that is made in the cluster now. */
export async function tokenFor(site: Site & Clustered, node: string, signal: AbortSignal): Promise<BootstrapToken> {
  const held = holdsToken(site, node) ? site.held.get(node) : undefined;
  site.held.delete(node);
  if (held) return counted(site, node, held);
  const kube = await site.kube.client();
  if (!kube) throw new AppError("refused", "there is no cluster to join yet");
  // One at a time: if an earlier one cannot be deleted, somebody may still have it.
  await dropTokens(site, node, signal);
  if (site.store.tokens().some((token) => token.node === node)) {
    throw new AppError(
      "refused",
      "its last join token could not be deleted from the API server yet, so it gets no new one",
    );
  }
  const token = reserveToken(site, node);
  await kube.createToken(token, node, site.clock.now(), signal);
  // Starts the watch for its certificate request.
  site.changed.notify();
  return counted(site, node, token);
}

/** Counts the join before the agent gets the token: whatever happens to it, the next join has to wait. */
function counted({ store, clock }: Pick<Site, "store" | "clock">, node: string, token: BootstrapToken): BootstrapToken {
  store.update(node, { joins: recordOf({ store }, node).joins + 1, joinedAt: clock.now() });
  return token;
}

/** Deletes all tokens of a node. What cannot be deleted now stays recorded, and the sweep tries again. */
export const dropTokens = (site: Site & Pick<Clustered, "kube">, node: string, signal: AbortSignal): Promise<void> =>
  drop(
    site,
    site.store.tokens().filter((token) => token.node === node),
    signal,
  );

async function drop(
  { store, kube, clock, log }: Pick<Site, "store" | "clock" | "log"> & Pick<Clustered, "kube">,
  tokens: readonly TokenRecord[],
  signal: AbortSignal,
): Promise<void> {
  for (const { id, node, at } of tokens) {
    try {
      const client = await kube.client();
      // A kubeadm init out of contact may be making it: it stays recorded until it is deleted or has expired.
      if (!client && clock.now() - at < 2 * TOKEN_LIFETIME) continue;
      await client?.deleteToken(id, signal);
      store.removeToken(id);
    } catch (error) {
      signal.throwIfAborted();
      log.warn(`a join token could not be deleted yet: ${AppError.from(error).message}`, { node });
    }
  }
}

/** Milliseconds: the pause after an attempt, and the longest wait for a change before the next one. */
const PAUSE = 1_000;
const AGAIN = 30_000;

/** Deletes these. If some cannot be deleted, resolves only when it is time to try those again. */
export async function deleteTokens(
  site: Site & Clustered,
  tokens: readonly TokenRecord[],
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, changed } = site;
  const heard = changed.count;
  try {
    await drop(site, tokens, signal);
    await clock.sleep(PAUSE, signal);
    const left = new Set(store.tokens().map(({ id }) => id));
    if (tokens.some(({ id }) => left.has(id))) await changed.after(heard, AGAIN, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
