/** The whole coordinator, wired by hand. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadRack, RACK_FILE, readerOf, readSmallFile } from "@rackberry/config";
import { apiToken } from "@rackberry/protocol";
import { runApi } from "./api/run-api.ts";
import { HEAD_START } from "./domain/order.ts";
import type { Candidate } from "./fleet/admission/endpoints.ts";
import { systemCalendar } from "./fleet/base/calendar.ts";
import { systemClock } from "./fleet/base/clock.ts";
import type { Log } from "./fleet/base/log.ts";
import { braked } from "./fleet/base/log-brake.ts";
import { refusedSettings } from "./fleet/control/notices.ts";
import { rackControl } from "./fleet/control/rack-view.ts";
import { type Fleet, fleetOf } from "./fleet/entry/fleet.ts";
import { runFleet } from "./fleet/entry/run-fleet.ts";
import { type TlsIdentity, tlsDial } from "./fleet/nodes/dialer.ts";
import type { Dial } from "./fleet/nodes/link.ts";
import { rackSecret, releaseKey, tlsIdentity } from "./identity.ts";
import { credentialsFile } from "./store/credentials.ts";
import { openDatabase } from "./store/database.ts";
import { packageFiles } from "./store/package-files.ts";
import { sqliteStore } from "./store/sqlite-store.ts";
import type { Store } from "./store/store.ts";
import { wishesFile } from "./store/wishes-file.ts";

export interface CoordinatorOptions {
  /** Holds rack.yaml, coordinator.key, rack.secret, release.pub and perhaps api.token. */
  readonly configDirectory: string;
  /** Holds what the coordinator writes. */
  readonly stateDirectory: string;
  readonly ownSerial: string;
  readonly log: Log;
  /** Where agents may be. */
  readonly candidates: (fleet: Fleet, signal: AbortSignal) => AsyncIterable<Candidate>;
  /** 0: any free one. Absent: no API. */
  readonly apiPort?: number;
  readonly onApiListening?: (port: number) => void;
  /** For tests: sees every call of the store. */
  readonly wrapStore?: (store: Store) => Store;
  /** For tests: sees every link to an agent. */
  readonly wrapDial?: (dial: Dial) => Dial;
}

/** Runs until the signal aborts. Throws `invalid` or `refused` for what the owner must fix first. */
export async function runCoordinator(options: CoordinatorOptions, signal: AbortSignal): Promise<void> {
  const config = (name: string) => join(options.configDirectory, name);
  const state = (name: string) => join(options.stateDirectory, name);
  await mkdir(options.stateDirectory, { recursive: true, mode: 0o700 });
  const wishes = wishesFile(state("applied.json"), (await readSmallFile(config(RACK_FILE))) ?? "");
  const sent = wishes.read();
  const from = sent ? `${RACK_FILE} of the last pictl apply` : config(RACK_FILE);
  const rack = await (sent ? loadRack(readerOf(sent), from) : loadRack((name) => readSmallFile(config(name)), from));
  const secret = await rackSecret(config("rack.secret"));
  const identity = await tlsIdentity(config("coordinator.key"), state("coordinator.crt"));
  const store = sqliteStore(openDatabase(state("rack.db")));
  const dial = tlsDial(identity);
  const log = braked(options.log, systemClock.monotonic);
  const fleet = fleetOf({
    rack,
    rackSecret: secret,
    ownSerial: options.ownSerial,
    headStart: HEAD_START,
    store: options.wrapStore?.(store) ?? store,
    credentials: credentialsFile(state("kube.json")),
    wishes,
    packages: packageFiles(state("packages")),
    releaseKey: await releaseKey(config("release.pub")),
    dial: options.wrapDial?.(dial) ?? dial,
    clock: systemClock,
    calendar: systemCalendar,
    log,
  });
  const end = new AbortController();
  const life = AbortSignal.any([signal, end.signal]);
  log.info("coordinator starts", { rack: rack.config.name, kubernetes: rack.config.kubernetes, from });
  for (const sentence of refusedSettings(fleet)) log.warn(sentence);
  try {
    await Promise.all([
      runFleet(fleet, options.candidates(fleet, life), life),
      serveApi(options, fleet, identity, life),
    ]);
  } finally {
    end.abort();
    store.close();
  }
}

async function serveApi(options: CoordinatorOptions, fleet: Fleet, identity: TlsIdentity, signal: AbortSignal) {
  if (options.apiPort === undefined) return;
  await runApi({
    port: options.apiPort,
    key: identity.key,
    certificate: identity.cert,
    token: apiToken(fleet.rackSecret, await readSmallFile(join(options.configDirectory, "api.token"))),
    control: rackControl(fleet),
    signal,
    onListening: options.onApiListening,
    onRefused: (address) => fleet.log.warn("API: refused a request without this rack's token", { address }),
  });
}
