/** What the owner wants of the rack: what rack.yaml says, and what of that is in force. */
import type { Rack } from "@rackberry/config";
import { inForce } from "../../domain/init-settings.ts";
import type { Store } from "../../store/store.ts";
import type { Site } from "./site.ts";

export interface Wanted {
  /** What is in force of what was written last. */
  readonly rack: Rack;
  /** What rack.yaml says, in force or not: another object, as a whole, after `pictl apply`. */
  written: Rack;
  /** Serial number of the coordinator's own Pi. */
  readonly ownSerial: string;
  /** Milliseconds by which the control plane begins before its workers (HEAD_START). */
  readonly headStart: number;
}

/** What init fixes stays as it is from the moment it is sent: whether it came to an end may not be known yet. */
export function ruling(written: Rack, store: Pick<Store, "initSettings">): Rack {
  const made = store.initSettings();
  return made ? { ...written, config: inForce(written.config, made) } : written;
}

/** As if another rack.yaml were applied at this moment: to look at, not to act on. */
export const withWishes = <S extends Pick<Site, "store"> & Wanted>(site: S, written: Rack): S => ({
  ...site,
  written,
  rack: ruling(written, site.store),
});
