/** Settings that were written down for an init of which nothing came: rack.yaml is free again. */
import type { Facts } from "./facts.ts";
import { type Fleet, recordOf, type Session } from "./fleet.ts";

/** To be asked with facts of this moment: the control plane says that it has no cluster, and nothing makes one. */
export function forgetUnusedSettings({ store, changed }: Fleet, { name }: Session, { initialised }: Facts): void {
  if (initialised || store.cluster() || !store.initSettings()) return;
  const { role, operation } = recordOf({ store }, name);
  if (role !== "control-plane" || operation) return;
  store.setInitSettings(undefined);
  changed.ring();
}
