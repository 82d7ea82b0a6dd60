/** The responder by multicast DNS. */
import { AGENT_SERVICE, openMdns, serviceRecords } from "@rackberry/protocol/mdns";
import type { Journal } from "../journal.ts";
import { instanceName, type Respond, txtOf } from "./announce.ts";

/** An agent is queried by one coordinator, and occasionally by a person's tool. */
const LIMITS = { each: { rate: 5, burst: 10 }, all: { rate: 50, burst: 50 } } as const;
/** One by one, without a queue to take them from at once, 200 packets cost a Pi's core three to four hundredths. */
const PATIENCE = 100;

/** `port` is multicast DNS's own, unless a test stays among itself. */
export const mdnsResponder =
  (journal: Pick<Journal, "warning">, port?: number): Respond =>
  (address, announcement, { onError, onSent }) => {
    const name = instanceName(announcement);
    // A host name of our own: those of copied cards are all the same. And no address but this one: the others may be
    // those of container networks.
    const records = serviceRecords({
      ...{ name, service: AGENT_SERVICE, port: announcement.port, host: `${name}.local`, addresses: [address] },
      txt: txtOf(announcement),
    });
    const onDropped = (sentence: string, sources: string) => journal.warning(sentence, { address, sources });
    const ends = { onError, onUnsent: onError, onSent, onDropped };
    return openMdns({ ...ends, port, address, records: () => records, limits: LIMITS, patience: PATIENCE });
  };
