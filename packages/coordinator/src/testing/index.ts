/** What tests of the whole product use of the coordinator. */
export { runCoordinator } from "../coordinator.ts";
export { mdnsCandidates } from "../discovery/mdns.ts";
export { fixed } from "../discovery/merge.ts";
export { systemClock } from "../fleet/base/clock.ts";
export { journal } from "../fleet/base/log.ts";
export type { Fleet } from "../fleet/entry/fleet.ts";
export type { Dial } from "../fleet/nodes/link.ts";
export { type Recorder, startRecorder } from "../kube/testing/recorder.ts";
export { flannelManifest } from "../network/flannel.ts";
export type { Store } from "../store/store.ts";
