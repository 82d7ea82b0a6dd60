/** What all kinds of work on nodes need together: the plan is made from it and carried out with it. */

import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import type { Clustered } from "../cluster/clustered.ts";
import type { Versions } from "../cluster/kubernetes-version.ts";
import type { Connected } from "../nodes/connected.ts";
import type { Fingerprinted } from "../nodes/fingerprints.ts";
import type { Rollouts } from "./rollout.ts";

export interface Working extends Site, Wanted, Connected, Clustered, Versions, Rollouts, Fingerprinted {}
