/** Who was not let in. In memory: anybody can make keys by the thousand, and who is still there is met again. */
import { KEPT } from "./schema.ts";
import type { Store, StrangerRecord } from "./store.ts";

export function strangers(): Pick<Store, "strangers" | "putStranger" | "removeStranger"> {
  // In order of arrival.
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

/** Whose place another one takes: the oldest of the address with most keys. A card of this rack is not made by anybody. */
function surplus(all: readonly StrangerRecord[]): string {
  const unproven = all.filter(({ card }) => !card);
  const crowd = unproven.length > 0 ? unproven : all;
  const count = (address: string) => crowd.filter((one) => one.address === address).length;
  const counts = new Map(crowd.map(({ address }) => [address, count(address)]));
  const most = Math.max(...counts.values());
  return crowd.find(({ address }) => counts.get(address) === most)?.fingerprint ?? "";
}
