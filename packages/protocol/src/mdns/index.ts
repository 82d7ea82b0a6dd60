/** Multicast DNS as all three programs need it: what to accept, and how often to send. */
export { serviceRecords } from "./bonjour.ts";
export { type EveryCable, everyCable } from "./every-cable.ts";
export { openMdns } from "./open-mdns.ts";
export { troubleSentence } from "./trouble.ts";

/** The services, as DNS names them. */
export const AGENT_SERVICE = "_pi-agent._tcp.local";
export const COORDINATOR_SERVICE = "_pi-coordinator._tcp.local";
