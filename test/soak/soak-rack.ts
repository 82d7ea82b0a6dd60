/** A coordinator and its agents: the product's own code in this process, over TLS on loopback. */
import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fleet, fixed, runCoordinator, startRecorder } from "@rackberry/coordinator/testing";
import { keyHashOf } from "@rackberry/protocol";
import type { TlsIdentity } from "../../packages/coordinator/src/fleet/nodes/dialer.ts";
import { tlsIdentity } from "../../packages/coordinator/src/identity.ts";
import { type LightAgent, startLightAgent } from "../light/light-agent.ts";

export interface SoakRack extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly agents: readonly LightAgent[];
  readonly identity: TlsIdentity;
  /** The signal that ends the coordinator, and the one that the coordinator derives from it. */
  readonly lifelong: readonly AbortSignal[];
}

const QUIET = { info() {}, warn() {}, error() {} };

/** The first of `count` agents is the control plane. The coordinator dials no agent by itself. */
export async function soakRack(count: number): Promise<SoakRack> {
  const directory = await mkdtemp(join(tmpdir(), "soak-"));
  const keyPath = join(directory, "coordinator.key");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rackSecret = randomBytes(32);
  await writeFile(join(directory, "rack.yaml"), "network: direct\n");
  await writeFile(keyPath, privateKey.export({ type: "pkcs8", format: "pem" }));
  await writeFile(join(directory, "rack.secret"), rackSecret.toString("hex"));
  const recorder = await startRecorder();
  const pin = keyHashOf(createPublicKey(privateKey));
  const repository = { versions: ["1.36.3"] };
  const agents = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      startLightAgent({
        ...{ serial: index === 0 ? "m1" : `w${index}`, address: `10.9.0.${index + 1}` },
        ...{ cardRole: index === 0 ? ("control-plane" as const) : ("worker" as const) },
        ...{ pin, rackSecret, recorder, repository },
      }),
    ),
  );
  const stop = new AbortController();
  const begun = Promise.withResolvers<{ readonly fleet: Fleet; readonly life: AbortSignal }>();
  const running = runCoordinator(
    {
      configDirectory: directory,
      stateDirectory: join(directory, "state"),
      ownSerial: "m1",
      log: QUIET,
      candidates(fleet, life) {
        begun.resolve({ fleet, life });
        return fixed([]);
      },
    },
    stop.signal,
  );
  running.catch(begun.reject);
  const { fleet, life } = await begun.promise;
  return {
    fleet,
    agents,
    identity: await tlsIdentity(keyPath, join(directory, "another.crt")),
    lifelong: [stop.signal, life],
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running.catch(() => {});
      await Promise.all(agents.map((agent) => agent.close()));
      await recorder.close();
      await rm(directory, { recursive: true });
    },
  };
}
