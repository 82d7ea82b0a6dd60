/** For tests: a rack that a test writes by hand, and an API on loopback in front of it. */
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RackControl, RackStatus } from "@rackberry/config";
import { apiToken, keyHashOf } from "@rackberry/protocol";
import type { TlsIdentity } from "../../fleet/nodes/dialer.ts";
import { tlsIdentity } from "../../identity.ts";
import { runApi } from "../run-api.ts";

export const EMPTY_STATUS: RackStatus = {
  rack: "test",
  kubernetesVersion: "1.36.3",
  notices: [],
  cluster: { state: "none" },
  nodes: [],
  strangers: [],
};

/** A control that implements only what the test gives, plus an empty status and history. */
function fakeControl(given: Partial<RackControl>): RackControl {
  const missing = (): never => {
    throw new Error("not part of this test");
  };
  return {
    status: () => EMPTY_STATUS,
    watch: missing,
    history: () => ({ timeline: [], steps: [] }),
    details: missing,
    plan: missing,
    apply: missing,
    adopt: missing,
    logs: missing,
    kubeconfig: missing,
    mirror: missing,
    unmirror: missing,
    reset: missing,
    takePackage: missing,
    upgrade: missing,
    ...given,
  };
}

export interface TestApi extends AsyncDisposable {
  readonly port: number;
  readonly pin: string;
  readonly token: string;
  /** Addresses whose requests were refused for lack of the token. */
  readonly refused: string[];
  /** Stops the API as the coordinator does when it stops. */
  stop(): Promise<void>;
}

/** Serves on a free port. `keyPem` and `rackSecret` are those of a rack directory, or have defaults. */
export async function testApi(
  control: Partial<RackControl>,
  { keyPem = freshKey(), rackSecret = Buffer.alloc(32, 7), port = 0 } = {},
): Promise<TestApi> {
  const { cert: certificate } = await identityOf(keyPem);
  const stop = new AbortController();
  const refused: string[] = [];
  const token = apiToken(rackSecret);
  const listening = Promise.withResolvers<number>();
  const ended = runApi({
    port,
    key: keyPem,
    certificate,
    token,
    control: fakeControl(control),
    signal: stop.signal,
    onListening: listening.resolve,
    onRefused: (address) => refused.push(address),
  });
  const end = async () => {
    stop.abort();
    await ended;
  };
  return {
    port: await Promise.race([listening.promise, ended.then(() => 0)]),
    pin: keyHashOf(createPrivateKey(keyPem)),
    token,
    refused,
    stop: end,
    [Symbol.asyncDispose]: end,
  };
}

export function freshKey(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }) as string;
}

async function identityOf(keyPem: string): Promise<TlsIdentity> {
  const folder = await mkdtemp(join(tmpdir(), "rackberry-api-"));
  try {
    await writeFile(join(folder, "key"), keyPem, { mode: 0o600 });
    return await tlsIdentity(join(folder, "key"), join(folder, "certificate"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
