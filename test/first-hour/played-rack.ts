/** A rack whose Pis have all become ready, as its coordinator would report it. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MadeCard } from "../../packages/cli/src/rack/card-list.ts";
import { adminKubeconfig } from "../../packages/cli/src/testing/example-rack.ts";
import type { NodeStatus, RackStatus } from "../../packages/config/src/index.ts";
import { EMPTY_STATUS, type TestApi, testApi } from "../../packages/coordinator/src/api/testing/test-api.ts";

/** Uses the secrets of the rack directory. */
export async function playedRack(directory: string, cards: readonly MadeCard[]): Promise<TestApi & AsyncDisposable> {
  const nodes = cards.map(({ id, role }, index): NodeStatus => {
    const name = index === 0 ? "master1" : `node${index}`;
    const address = `192.168.1.${20 + index}`;
    return { name, role, serial: `${index}`, cardId: id, model: "Pi", phase: "ready", detail: "", since: 0, address };
  });
  const status: RackStatus = { ...EMPTY_STATUS, nodes };
  const secret = (name: string) => readFileSync(join(directory, "secrets", name), "utf8");
  const control = {
    status: () => ({ ...status, timeline: [], steps: [] }),
    kubeconfig: async () => adminKubeconfig(),
    async *watch(signal: AbortSignal) {
      yield status;
      await once(signal, "abort");
    },
  };
  const rackSecret = Buffer.from(secret("rack.secret").trim(), "hex");
  return await testApi(control, { keyPem: secret("coordinator.key"), rackSecret });
}
