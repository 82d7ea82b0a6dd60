/** Asks a connected agent for its facts, and writes down where it is. */

import { nodeAddress } from "../../domain/node-address.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import { recordOf, type Site } from "../base/site.ts";
import type { Session } from "./connected.ts";
import { type Facts, parseFacts } from "./facts.ts";

const FACTS_DEADLINE = 20_000;

/** Rejects with `disconnected` or `timeout`. */
export async function refreshFacts(site: Site & Pick<Wanted, "rack">, session: Session): Promise<Facts> {
  const reply = await session.connection.request({ kind: "getFacts", value: {} }, "facts", { timeout: FACTS_DEADLINE });
  const facts = parseFacts(reply);
  session.facts = facts;
  session.isStale = false;
  const record = recordOf(site, session.name);
  const address = nodeAddress({
    remote: session.link.remoteAddress,
    addresses: facts.addresses,
    networks: facts.networks,
    others: site.store.nodes().flatMap((node) => (node.name === session.name ? [] : node.address || [])),
    wanted: site.rack.config.nodeSubnet,
    current: record.address,
    isFixed: record.clusterHash !== "",
  });
  if (address && record.address !== address) {
    site.store.update(session.name, { address });
    site.log.info("address", { node: session.name, address, before: record.address });
    if (record.role === "control-plane" && record.clusterHash && record.address) {
      const advice = "names and routes follow; what kubeadm wrote down (etcd, kubelets) may need: pictl reset";
      site.log.warn(`the control plane's address changed: ${advice}`, { node: session.name });
    }
    site.changed.ring();
  }
  return facts;
}
