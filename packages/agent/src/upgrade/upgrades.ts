/** Upgrades the agent: receives the package, verifies it before anything changes, and leaves the rest to the guard. */
import {
  AppError,
  type Message,
  type PackageManifest,
  parseBlob,
  parsePackage,
  type StepEvent,
  type StepOutcome,
  takePart,
  verifyRelease,
} from "@rackberry/protocol";
import { ARCHITECTURE } from "../architecture.ts";
import type { Performed } from "../executor/operation-result.ts";
import type { Reporter } from "../executor/operations.ts";
import type { Clock, Host } from "../host/host.ts";
import type { PackageFolder } from "../host/package-folder.ts";
import type { Operation } from "../operations/index.ts";
import { checkPackage } from "./check-package.ts";
import { type Outcome, parseOutcome } from "./outcome.ts";

export interface UpgradesOptions {
  readonly host: Host;
  readonly clock: Clock;
  readonly folder: PackageFolder;
  /** Version of the running agent. */
  readonly version: string;
  /** Hash of the only release key whose packages are accepted; "" accepts none. */
  readonly release: () => string;
}

export interface Upgrades {
  /**
   * Returns how many bytes of the package have been received. Throws `refused` for a package that may not be installed,
   * `unknown-operation` for a part of one that has not been offered since the agent started.
   */
  put(message: Message<"putBlob">): Promise<number>;
  /** Rejects with `unknown-operation` when the package has not been received with `put`. */
  perform(operation: Operation<"upgrade">, reporter: Reporter, signal: AbortSignal): Promise<Performed>;
}

/** In the agent's own package. */
const GUARD = "/usr/lib/pi-agent/upgrade-guard.sh";
const UNIT = "pi-agent-upgrade.service";
const STEP = "agent-upgrade";
/** Numbers, because the bundle that contains this file (seldom.ts) does not include the codec. */
const STARTED: typeof StepOutcome.STARTED = 5;
const CHANGED: typeof StepOutcome.CHANGED = 2;
/** Milliseconds between checks for the guard's result. */
const LOOK = 300;

export function upgrades({ host, clock, folder, version, release }: UpgradesOptions): Upgrades {
  const accept = (message: Message<"upgrade">["package"]): PackageManifest => {
    const received = parsePackage(message);
    const { manifest } = received;
    verifyRelease(received, release());
    if (manifest.architecture === ARCHITECTURE) return manifest;
    throw new AppError("refused", `pi-agent for ${manifest.architecture} is not for this Pi, which is ${ARCHITECTURE}`);
  };

  // The offer was verified, so its parts need not be.
  let offered = "";
  const put = async ({ blob, offset, data, package: message }: Message<"putBlob">): Promise<number> => {
    const head = parseBlob(blob, "package");
    const { sha256, size } = head;
    if (!data?.length) {
      const manifest = accept(message);
      if (manifest.sha256 !== sha256 || manifest.size !== size)
        throw new AppError("invalid", "the offered file is not the one that was signed");
      await folder.keepOnly(sha256);
      offered = `${sha256} ${size}`;
    } else if (offered !== `${sha256} ${size}`) {
      throw new AppError("unknown-operation", "the package was not offered: offer it first");
    }
    const sink = {
      received: () => folder.received(sha256),
      append: (part: Uint8Array) => folder.append(sha256, part),
      digest: () => folder.digest(sha256),
      discard: () => folder.discard(sha256),
    };
    return takePart(head, sink, { offset: Number(offset ?? 0), data: data ?? new Uint8Array() });
  };

  const guardScript = async (): Promise<string> => {
    const script = await host.read(GUARD);
    if (script) return script;
    throw new AppError("refused", `${GUARD} is not there: install pi-agent from its package`);
  };

  /** The guard's result for this operation; `undefined` while the guard is running or was never started. */
  const outcomeOf = async (id: string): Promise<Outcome | undefined> => {
    const outcome = parseOutcome(await folder.result());
    return outcome?.operation === id ? outcome : undefined;
  };

  const untilNothingIsPending = async (signal: AbortSignal): Promise<void> => {
    // Harmless if it is already running.
    await host.run(["systemctl", "start", "--no-block", UNIT]);
    while ((await folder.pending("operation")) !== undefined) await clock.sleep(LOOK, signal);
  };

  const perform = async (
    operation: Operation<"upgrade">,
    reporter: Reporter,
    signal: AbortSignal,
  ): Promise<Performed> => {
    const manifest = accept(operation.package);
    const begun = clock.monotonic();
    const tell = (outcome: StepEvent["outcome"], sentence: string): StepEvent => {
      const durationMs = Math.round(clock.monotonic() - begun);
      const event = { step: STEP, outcome, durationMs, sentence, atMs: Math.round(clock.now()), toolMs: 0 };
      reporter.step(event);
      return event;
    };
    // Including an upgrade that another operation started, or this operation before a restart.
    if ((await folder.pending("operation")) !== undefined) await untilNothingIsPending(signal);
    let outcome = await outcomeOf(operation.id);
    if (!outcome) {
      if (manifest.version === version) return { outcome: "finished", steps: [] };
      await checkPackage(manifest, { host, folder, version });
      tell(STARTED, `replace pi-agent ${version} with ${manifest.version}`);
      const files = {
        ...{ operation: operation.id, version: manifest.version, before: version },
        // The guard records the use of the permission before it writes the result, so that no kill allows another use.
        ...(manifest.downgrade && { leave: manifest.downgrade.rollout }),
      };
      await folder.begin(manifest.sha256, { ...lines(files), "guard.sh": await guardScript() });
      await untilNothingIsPending(signal);
      outcome = await outcomeOf(operation.id);
    }
    switch (outcome?.kind) {
      case "upgraded":
        return { outcome: "finished", steps: [tell(CHANGED, `pi-agent is ${manifest.version} now`)] };
      case "rolled-back":
        throw new AppError("step-ineffective", `rolled back to ${version}: ${outcome.reason}`, { step: STEP });
      case "failed":
        throw new AppError("command-failed", outcome.reason, { step: STEP });
      default:
        throw new AppError("internal", `the upgrade to ${manifest.version} ended without a result`, { step: STEP });
    }
  };

  // One part at a time, whichever connection sends it.
  let putting: Promise<unknown> = Promise.resolve();
  return {
    put(message) {
      const done = putting.then(() => put(message));
      putting = done.catch(() => {});
      return done;
    },
    perform,
  };
}

const lines = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [name, `${content}\n`]));
