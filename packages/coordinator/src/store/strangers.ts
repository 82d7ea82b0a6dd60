/** Agents that were not let in. In memory: keys can be made by the thousand, and agents still there are found again. */
import { KEPT } from "./schema.ts";
import type { Store, StrangerRecord } from "./store.ts";

export function strangers(): Pick<Store, "strangers" | "putStranger" | "removeStranger"> {
  // Ordered by arrival.
  const known = new Map<string, StrangerRecord>();
  return {
    strangers: () => [...known.values()],
    putStranger(stranger) {
      const { since = stranger.since } = known.get(stranger.fingerprint) ?? {};
      known.set(stranger.fingerprint, { ...stranger, since });
      if (known.size > KEPT.stranger) known.delete(surplus([...known.values()]));
    },
    removeStranger: (fingerprint) => void known.delete(fingerprint),
  };
}

/**
 * The stranger to drop: the oldest at the address with the most keys. Those with a card of this rack, which only its
 * owner can make, are dropped last.
 */
function surplus(all: readonly StrangerRecord[]): string {
  const unproven = all.filter(({ card }) => !card);
  const crowd = unproven.length > 0 ? unproven : all;
  const count = (address: string) => crowd.filter((one) => one.address === address).length;
  const counts = new Map(crowd.map(({ address }) => [address, count(address)]));
  const most = Math.max(...counts.values());
  return crowd.find(({ address }) => counts.get(address) === most)?.fingerprint ?? "";
}
