/** pictl and the coordinator's API in one process, over loopback. */
import { runPictl } from "../../packages/cli/src/pictl.ts";
import type { Folder } from "../../packages/cli/src/testing/folder.ts";
import type { RackControl, RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS, type TestApi, testApi } from "../../packages/coordinator/src/api/testing/test-api.ts";

/** A coordinator with the secrets of the rack directory. */
export function coordinatorOf(rack: Folder, control: Partial<RackControl>): Promise<TestApi> {
  const rackSecret = Buffer.from(rack.read("secrets/rack.secret").trim(), "hex");
  return testApi(control, { keyPem: rack.read("secrets/coordinator.key"), rackSecret });
}

/** Resolves when pictl ends: by itself, or interrupted by `stop` or once `enough` lines are printed. */
export async function pictl(
  rack: Folder,
  api: { port: number },
  args: readonly string[],
  enough = Number.POSITIVE_INFINITY,
  stop = new AbortController(),
) {
  const printed: string[] = [];
  const noted: string[] = [];
  const code = await runPictl(["-C", rack.path, "--coordinator", `127.0.0.1:${api.port}`, ...args], {
    environment: {},
    home: rack.path,
    now: Date.now,
    terminal: false,
    columns: () => 100,
    print: (line) => {
      if (printed.push(line) >= enough) stop.abort();
    },
    note: (line) => noted.push(line),
    signal: stop.signal,
  });
  return { code, printed, noted };
}

/** A rack of one node in this phase. */
export const rackOfOne = (phase: "joining" | "ready"): RackStatus => ({
  ...EMPTY_STATUS,
  nodes: [{ name: "node1", role: "worker", serial: "1", model: "Pi", phase, detail: `is ${phase}`, since: 0 }],
});
