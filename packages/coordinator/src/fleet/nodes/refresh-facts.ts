/** Asks a connected agent for its facts, and stores its address. */

import type { NodeRecord } from "../../domain/node.ts";
import { nodeAddress } from "../../domain/node-address.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Connected, Session } from "./connected.ts";
import { type Facts, parseFacts } from "./facts.ts";
import { addressMoved, mastersNetwork } from "./node-networks.ts";

const FACTS_DEADLINE = 20_000;

/** Rejects with `disconnected` or `timeout`. */
export async function refreshFacts(
  site: Site & Pick<Wanted, "rack"> & Pick<Connected, "sessions">,
  session: Session,
): Promise<Facts> {
  const reply = await session.connection.request({ kind: "getFacts", value: {} }, "facts", { timeout: FACTS_DEADLINE });
  const facts = parseFacts(reply);
  session.facts = facts;
  session.isStale = false;
  const record = recordOf(site, session.name);
  const address = nodeAddress({
    remote: session.link.remoteAddress,
    met: [...session.met],
    addresses: facts.addresses,
    networks: facts.networks,
    others: site.store
      .nodes()
      .filter(({ name }) => name !== session.name)
      .map((node) => addressesOf(site, node)),
    masters: mastersNetwork(site),
    wanted: site.rack.config.nodeSubnet,
    current: record.address,
    fixed: record.clusterHash === "" ? "" : site.store.cluster()?.address || record.address,
  });
  if (address && record.address !== address) {
    site.store.update(session.name, { address });
    site.log.info("address", { node: session.name, address, before: record.address });
    if (record.role === "control-plane") {
      for (const sentence of addressMoved(site)) site.log.warn(sentence, { node: session.name });
      // A node with several addresses takes the one in the control plane's network.
      for (const one of site.sessions.values()) one.isStale ||= one.met.size > 0;
    }
    site.changed.notify();
  }
  return facts;
}

/** Addresses at which the node was met: those that only the node itself reports do not count. */
function addressesOf({ sessions }: Pick<Connected, "sessions">, { name, address }: NodeRecord): readonly string[] {
  return [address, ...(sessions.get(name)?.met ?? [])].filter((one) => one !== "");
}
