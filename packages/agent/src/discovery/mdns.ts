/** The responder by multicast DNS. */
import { AGENT_SERVICE, openMdns, serviceRecords } from "@rackberry/protocol/mdns";
import type { Journal } from "../journal.ts";
import { instanceName, type Respond, txtOf } from "./announce.ts";

/** One coordinator queries an agent, and occasionally a person's tool does. */
const LIMITS = { each: { rate: 5, burst: 10 }, all: { rate: 50, burst: 50 } } as const;
/** Packets a second. Read one at a time rather than in batches, 200 packets cost 3 to 4 % of a Pi's core. */
const PATIENCE = 100;

/** `port`: multicast DNS's own by default; tests use another, so that they only reach each other. */
export const mdnsResponder =
  (journal: Pick<Journal, "warning">, port?: number): Respond =>
  (address, announcement, { onError, onSent }) => {
    const name = instanceName(announcement);
    // Not the system's host name: all copies of a card share it. Only this address: the others may belong to container
    // networks.
    const records = serviceRecords({
      ...{ name, service: AGENT_SERVICE, port: announcement.port, host: `${name}.local`, addresses: [address] },
      txt: txtOf(announcement),
    });
    const onDropped = (sentence: string, sources: string) => journal.warning(sentence, { address, sources });
    const ends = { onError, onUnsent: onError, onSent, onDropped };
    return openMdns({ ...ends, port, address, records: () => records, limits: LIMITS, patience: PATIENCE });
  };
