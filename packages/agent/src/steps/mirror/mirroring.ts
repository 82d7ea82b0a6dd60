/** The sequences of the rack's mirror, which at most one Pi of a rack runs. */
import { clock } from "../system/clock.ts";
import type { Step } from "../tools/step.ts";
import { mirrorImages } from "./mirror-images.ts";
import { mirrorOff } from "./mirror-off.ts";
import { mirrorPackages } from "./mirror-packages.ts";
import type { Mirroring } from "./mirror-units.ts";

export interface MirroringRequest extends Mirroring {
  readonly coordinatorClockMs: number;
}

/** Makes the host the rack's mirror; `readMirrorContent` then says what workers must know. */
export const mirroring = (mirror: MirroringRequest): readonly Step[] => [
  clock(mirror.coordinatorClockMs),
  mirrorPackages(mirror),
  mirrorImages(mirror),
];

export const unmirroring: readonly Step[] = [mirrorOff];

export { readMirrorContent } from "./mirror-content.ts";
