/** Which host has which address on the attacked network. */
export { anyPid } from "./victims.ts";

/** Addresses for honest guests; the rest of the network is the attacker's. */
const GUESTS = 40;

/** Pure. `taken` are the addresses in use; the gateway's network is a /24. */
export function newMembers(gateway: string, taken: readonly string[]) {
  const network = gateway.slice(0, gateway.lastIndexOf(".") + 1);
  const free = Array.from({ length: 253 }, (_, at) => `${network}${at + 2}`).filter((one) => !taken.includes(one));
  return {
    guests: free.slice(0, GUESTS),
    sources: free.slice(GUESTS),
    foreign: Array.from({ length: 250 }, (_, at) => `10.66.77.${at + 2}`),
  };
}
