/** Join tokens: written down before they are made, deleted when they are of no use any more. */
import { AppError } from "@rackberry/protocol";
import { spareTokens, type TokenRecord } from "../domain/tokens.ts";
import { type BootstrapToken, newToken } from "../kube/bootstrap-token.ts";
import type { Fleet } from "./fleet.ts";
import { SIGNED_EVERY } from "./kube-link.ts";

/**
 * kube-controller-manager signs at once, but may itself begin ten seconds after the API server. kubeadm join would ask
 * every five seconds; after a minute its patience takes over all the same.
 */
const SIGNING_POLLS = 60_000 / SIGNED_EVERY;

/** A token that only `node` is told. The id is on disk before anybody could use it. */
export function reserveToken({ store, clock }: Fleet, node: string): BootstrapToken {
  const token = newToken();
  store.addToken({ id: token.id, node, at: clock.now() });
  return token;
}

/** Makes the token in the cluster and waits until cluster-info is signed with it; the wait is a step of the operation. */
export async function makeToken(
  fleet: Fleet,
  { node, operationId }: { readonly node: string; readonly operationId: string },
  signal: AbortSignal,
): Promise<BootstrapToken> {
  const kube = await fleet.kube.client();
  if (!kube) throw new AppError("refused", "there is no cluster to join yet");
  const token = reserveToken(fleet, node);
  const { clock, store } = fleet;
  const begun = clock.monotonic();
  await kube.createToken(token, node, clock.now(), signal);
  const created = clock.monotonic();
  for (let poll = 0; poll < SIGNING_POLLS && !(await fleet.kube.signedTokens()).has(token.id); poll++) {
    await clock.sleep(SIGNED_EVERY, signal);
  }
  signal.throwIfAborted();
  const [durationMs, toolMs] = [begun, created].map((since) => Math.round(clock.monotonic() - since)) as [
    number,
    number,
  ];
  const sentence = "kube-controller-manager signs cluster-info with the join token";
  const step = {
    node,
    step: "join-token",
    outcome: "changed",
    durationMs,
    toolMs,
    atMs: clock.now(),
    sentence,
  } as const;
  store.addSteps(operationId, [step]);
  fleet.log.info("join token signed", { node, ms: durationMs });
  return token;
}

/** Deletes all tokens of a node. What cannot be deleted now stays recorded, and the sweep tries again. */
export const dropTokens = (fleet: Fleet, node: string, signal: AbortSignal): Promise<void> =>
  drop(
    fleet,
    fleet.store.tokens().filter((token) => token.node === node),
    signal,
  );

async function drop({ store, kube, log }: Fleet, tokens: readonly TokenRecord[], signal: AbortSignal): Promise<void> {
  for (const { id, node } of tokens) {
    try {
      // Without a cluster there is nobody who would take the token.
      await (await kube.client())?.deleteToken(id, signal);
      store.removeToken(id);
    } catch (error) {
      signal.throwIfAborted();
      log.warn(`join token is not deleted yet: ${AppError.from(error).message}`, { node });
    }
  }
}

/** Deletes what a killed coordinator or an unreachable API server left behind. */
export async function sweepTokens(fleet: Fleet, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const heard = fleet.changed.rung;
    await drop(fleet, spareTokens(fleet.store.tokens(), fleet.store.nodes(), fleet.clock.now()), signal);
    await fleet.clock.sleep(1_000, signal);
    await fleet.changed.after(heard, 30_000, signal);
  }
}
