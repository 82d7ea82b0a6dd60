/** Which of a host's addresses are the node's own: neither the pods' nor the loopback's. */
import { type Cable, cables, type Interfaces, isLinkLocal } from "@rackberry/protocol";

/** Those of `preferred` (the default route's interface) first, then as the system lists them. */
export const nodeAddresses = (interfaces: Interfaces, preferred?: string): Cable[] =>
  cables(interfaces)
    .filter((cable) => !isLinkLocal(cable))
    .sort((a, b) => Number(b.interface === preferred) - Number(a.interface === preferred));
