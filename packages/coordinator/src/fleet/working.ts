/** What work on nodes needs, all kinds of it together: the plan is made from it, and carried out with it. */
import type { Clustered } from "./clustered.ts";
import type { Connected } from "./connected.ts";
import type { Fingerprinted } from "./fingerprints.ts";
import type { Versions } from "./kubernetes-version.ts";
import type { Wanted } from "./rack-wanted.ts";
import type { Rollouts } from "./rollout.ts";
import type { Site } from "./site.ts";

export interface Working extends Site, Wanted, Connected, Clustered, Versions, Rollouts, Fingerprinted {}
