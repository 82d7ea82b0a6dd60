/** Who was not let in. In memory: a stranger comes again, and who makes fresh keys all day must not write one down. */
import { KEPT } from "./schema.ts";
import type { Store, StrangerRecord } from "./store.ts";

export function strangers(): Pick<Store, "strangers" | "putStranger" | "removeStranger"> {
  const known = new Map<string, StrangerRecord>();
  return {
    strangers: () => [...known.values()],
    putStranger: (stranger) => {
      const { since = stranger.since } = known.get(stranger.fingerprint) ?? {};
      known.set(stranger.fingerprint, { ...stranger, since });
      for (const oldest of known.keys()) if (known.size > KEPT.stranger) known.delete(oldest);
    },
    removeStranger: (fingerprint) => void known.delete(fingerprint),
  };
}
