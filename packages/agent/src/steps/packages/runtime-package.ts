/** Which package provides containerd: Debian's, or Docker's, which conflicts with it and is as good a runtime. */
import type { Host } from "../../host/host.ts";
import { type PackageState, packageStates } from "./dpkg.ts";

export const DEBIANS = "containerd";
export const DOCKERS = "containerd.io";

/** Names by which to ask dpkg. */
export const RUNTIMES = [DEBIANS, DOCKERS];

/** Of the states of both, the one that is there. */
export const runtimeOf = (states: readonly PackageState[]): PackageState | undefined =>
  states.find(({ name, installed }) => installed && RUNTIMES.includes(name));

/** `undefined` while neither is installed. */
export const installedRuntime = async (host: Host): Promise<PackageState | undefined> =>
  runtimeOf(await packageStates(host, RUNTIMES));
