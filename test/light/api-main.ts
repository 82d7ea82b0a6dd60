/**
 * A coordinator's API in its own process, which a test can freeze to imitate a power cut. Argument: a rack directory.
 * Sends its parent the port. Its watch shows, twice a second, one node whose detail gives the number of watches begun
 * until then, this one included.
 */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS, testApi } from "../../packages/coordinator/src/api/testing/test-api.ts";

const [directory = ""] = process.argv.slice(2);
let watchers = 0;

const status = (): RackStatus => ({
  ...EMPTY_STATUS,
  nodes: [
    ...[{ name: "node1", role: "worker", serial: "1", model: "Pi", phase: "ready", since: 0 } as const].map((node) => ({
      ...node,
      detail: `watched ${watchers}`,
    })),
  ],
});

const api = await testApi(
  {
    status,
    async *watch(signal) {
      watchers++;
      const now = status();
      for (; !signal.aborted; await sleep(500, undefined, { signal }).catch(() => {})) yield now;
    },
    async *logs(_, __, signal) {
      yield "a line";
      await once(signal, "abort");
    },
  },
  {
    keyPem: readFileSync(join(directory, "secrets/coordinator.key"), "utf8"),
    rackSecret: Buffer.from(readFileSync(join(directory, "secrets/rack.secret"), "utf8").trim(), "hex"),
  },
);
process.send?.(api.port);
process.once("disconnect", () => process.exit());
