/** Approves the one certificate request that a join token stands for, while there are tokens. */

import { AppError } from "@rackberry/protocol";
import { delayAfter } from "../../domain/backoff.ts";
import { judge } from "../../domain/certificate-request.ts";
import type { TokenRecord } from "../../domain/tokens.ts";
import type { RequestObject } from "../../kube/certificate-request.ts";
import type { KubeClient } from "../../kube/client.ts";
import { during } from "../base/epoch.ts";
import type { Site } from "../base/site.ts";
import { forgetContent } from "./cluster-content.ts";
import type { Clustered } from "./clustered.ts";
import { dropTokens } from "./join-tokens.ts";

const RETRY = { first: 250, max: 5_000 };
/** Milliseconds between two warnings about tokens that are not the coordinator's. */
const QUIET = 60_000;

export async function approveRequests(site: Site & Clustered, signal: AbortSignal): Promise<void> {
  const { store, changed, clock, log } = site;
  const approver = approverOf(site);
  let failures = 0;
  while (!signal.aborted) {
    const heard = changed.count;
    const cluster = store.cluster()?.caHash;
    const holds = () => store.tokens().length > 0 && store.cluster()?.caHash === cluster;
    const kube = holds() ? await site.kube.client() : undefined;
    if (!kube) {
      await changed.after(heard, 3_600_000, signal);
      continue;
    }
    try {
      await during({ holds, changed, signal }, (epoch) =>
        follow(kube, epoch, async (request) => {
          failures = 0;
          // Not the epoch's signal: a decision is completed even when the last token is deleted meanwhile.
          await approver(kube, request, signal);
        }),
      );
    } catch (error) {
      if (signal.aborted) return;
      if (failures++ === 0) log.warn(`certificates for nodes have to wait: ${AppError.from(error).message}`);
    }
    if (failures > 0) await clock.sleep(delayAfter(failures, RETRY), signal);
  }
}

type Handle = (request: RequestObject) => Promise<void>;

/** Handles requests in parallel, since nodes that join at once also wait at once; ends with the first that fails. */
async function follow(kube: KubeClient, signal: AbortSignal, handle: Handle): Promise<void> {
  const failed = new AbortController();
  const life = AbortSignal.any([signal, failed.signal]);
  try {
    for await (const request of kube.followRequests(life)) {
      void handle(request).catch((error) => failed.abort(error));
    }
  } catch (error) {
    throw failed.signal.aborted && !signal.aborted ? failed.signal.reason : error;
  }
}

function approverOf(site: Site & Clustered) {
  const { store, clock, log, changed } = site;
  const past = new Set<string>();
  let saidAt = Number.NEGATIVE_INFINITY;
  return async (kube: KubeClient, request: RequestObject, signal: AbortSignal): Promise<void> => {
    for (const { id } of store.tokens()) past.add(id);
    const verdict = judge(request, store.tokens(), past);
    const whose = () => request.subject?.commonName.slice(0, 80) ?? "an unnamed node";
    switch (verdict.kind) {
      case "leave":
        return;
      case "late":
        await kube.decide(request, "Denied", "its join token was deleted", clock.now(), signal);
        return;
      case "unknown":
        if (clock.monotonic() - saidAt < QUIET) return;
        saidAt = clock.monotonic();
        return log.warn(
          `a certificate request for ${whose()} came with a join token that the coordinator did not make, and is left alone; if you made that token: kubectl certificate approve ${request.name}`,
        );
      case "approve": {
        // On disk first: whatever happens after this, the token stands for no other request.
        store.useToken(verdict.token.id, request.uid);
        const words = `the join token made for ${verdict.token.node}`;
        if (!(await kube.decide(request, "Approved", words, clock.now(), signal))) return;
        return log.info("certificate approved", { node: verdict.token.node, request: request.name });
      }
      case "issued":
        return store.setIssued(verdict.token.id, clock.now());
      case "overtaken": {
        const { token } = verdict;
        store.useToken(token.id, request.uid);
        log.error(
          `a certificate for ${whose()} was approved, but not by the coordinator (${request.decision?.reason}): kubeadm's automatic approval is removed again`,
          { node: token.node, request: request.name },
        );
        forgetContent(store);
        return changed.notify();
      }
      case "deny":
        return deny(site, kube, { ...verdict, request }, signal);
      default:
        return verdict satisfies never;
    }
  };
}

interface Misuse {
  readonly request: RequestObject;
  readonly token: TokenRecord;
  readonly reason: string;
}

/** Deletes the token at once: its node would not ask for this, so an attacker has the token or controls the node. */
async function deny(
  site: Site & Pick<Clustered, "kube">,
  kube: KubeClient,
  misuse: Misuse,
  signal: AbortSignal,
): Promise<void> {
  const { request, token, reason } = misuse;
  // Until it is deleted, the token stands only for this request, which is never approved.
  site.store.useToken(token.id, request.uid);
  site.log.error(`${token.node}'s join token was used to ask for ${reason}: denied, and the token is deleted`, {
    node: token.node,
    request: request.name,
  });
  await dropTokens(site, token.node, signal);
  await kube.decide(request, "Denied", `not what ${token.node}'s join token is for`, site.clock.now(), signal);
}
