/** Which package provides containerd: Debian's, or Docker's, which conflicts with it and works just as well. */
import type { Host } from "../../host/host.ts";
import { type PackageState, packageStates } from "./dpkg.ts";

export const DEBIANS = "containerd";
export const DOCKERS = "containerd.io";

/** Package names to query. */
export const RUNTIMES = [DEBIANS, DOCKERS];

/** The installed one; undefined while neither is. */
export const runtimeOf = (states: readonly PackageState[]): PackageState | undefined =>
  states.find(({ name, installed }) => installed && RUNTIMES.includes(name));

/** Undefined while neither is installed. */
export const installedRuntime = async (host: Host): Promise<PackageState | undefined> =>
  runtimeOf(await packageStates(host, RUNTIMES));
