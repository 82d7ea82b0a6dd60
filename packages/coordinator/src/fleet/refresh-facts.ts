/** Asks a connected agent for its facts, and writes down where it is. */
import { nodeAddress } from "../domain/node-address.ts";
import { type Facts, parseFacts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";

const FACTS_DEADLINE = 20_000;

/** Rejects with `disconnected` or `timeout`. */
export async function refreshFacts(fleet: Fleet, session: Session): Promise<Facts> {
  const reply = await session.connection.request({ kind: "getFacts", value: {} }, "facts", { timeout: FACTS_DEADLINE });
  const facts = parseFacts(reply);
  session.facts = facts;
  session.isStale = false;
  const record = recordOf(fleet, session.name);
  const address = nodeAddress({
    remote: session.link.remoteAddress,
    addresses: facts.addresses,
    networks: facts.networks,
    others: fleet.store.nodes().flatMap((node) => (node.name === session.name ? [] : node.address || [])),
    wanted: fleet.rack.config.nodeSubnet,
    current: record.address,
    isFixed: record.clusterHash !== "",
  });
  if (address && record.address !== address) {
    fleet.store.update(session.name, { address });
    fleet.log.info("address", { node: session.name, address, before: record.address });
    if (record.role === "control-plane" && record.clusterHash && record.address) {
      const advice = "names and routes follow; what kubeadm wrote down (etcd, kubelets) may need: pictl reset";
      fleet.log.warn(`the control plane's address changed: ${advice}`, { node: session.name });
    }
    fleet.changed.ring();
  }
  return facts;
}
