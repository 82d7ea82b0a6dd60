/** What the owner wants of the rack: what rack.yaml says, and what is in force. */
import type { Rack } from "@rackberry/config";
import { inForce } from "../../domain/init-settings.ts";
import type { Store } from "../../store/store.ts";
import type { Site } from "./site.ts";

export interface Wanted {
  /** What is in force: `written`, except for what init has fixed. */
  readonly rack: Rack;
  /** What rack.yaml says, in force or not; `pictl apply` replaces the whole object. */
  written: Rack;
  /** Serial number of the coordinator's own Pi. */
  readonly ownSerial: string;
  /** Milliseconds by which the control plane starts before its workers (HEAD_START). */
  readonly headStart: number;
}

/** The settings that init fixes stay the same once init is sent: whether it finished may not be known yet. */
export function ruling(written: Rack, store: Pick<Store, "initSettings">): Rack {
  const made = store.initSettings();
  return made ? { ...written, config: inForce(written.config, made) } : written;
}

/** The site as if another rack.yaml were applied now: to look at, not to act on. */
export const withWishes = <S extends Pick<Site, "store"> & Wanted>(site: S, written: Rack): S => ({
  ...site,
  written,
  rack: ruling(written, site.store),
});
