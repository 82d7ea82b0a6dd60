/**
 * Agents that are not let in. In memory: anybody can make keys by the thousand, and who is still there is met again. What
 * a person said about one of them is on the disk.
 */
import type { Database } from "./database.ts";
import { KEPT } from "./schema.ts";
import type { Store, StrangerRecord } from "./store.ts";

type StrangerTable = Pick<Store, "strangers" | "putStranger" | "removeStranger" | "approve" | "approved">;

export function strangerTable(database: Database): StrangerTable {
  // In order of arrival.
  const strangers = new Map<string, StrangerRecord>();
  const approvals = new Set(database.all("SELECT fingerprint FROM approval").map((row) => String(row.fingerprint)));
  return {
    strangers: () => [...strangers.values()],
    putStranger(stranger) {
      const { fingerprint } = stranger;
      const since = strangers.get(fingerprint)?.since ?? stranger.since;
      strangers.set(fingerprint, { ...stranger, since });
      if (strangers.size > KEPT.stranger) strangers.delete(surplus([...strangers.values()]));
    },
    removeStranger: (fingerprint) => {
      strangers.delete(fingerprint);
    },
    approve(fingerprint) {
      database.run("INSERT OR IGNORE INTO approval VALUES (?)", fingerprint);
      approvals.add(fingerprint);
    },
    approved: (fingerprint) => approvals.has(fingerprint),
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
