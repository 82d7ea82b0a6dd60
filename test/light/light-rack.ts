/** Light nodes, a recorder in place of the API server, and a rack directory: everything a coordinator needs. */
import { fork } from "node:child_process";
import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Recorder, startRecorder } from "@rackberry/coordinator/testing";
import { keyHashOf } from "@rackberry/protocol";
import type { Fatal, Report } from "./coordinator-main.ts";
import { type LightAgent, startLightAgent } from "./light-agent.ts";
import type { LightRepository } from "./light-repository.ts";

export interface LightRack {
  /** The coordinator's configuration directory; its subfolder `state` holds the state. */
  readonly directory: string;
  readonly agents: readonly LightAgent[];
  readonly recorder: Recorder;
  /** Kubernetes' packages. */
  readonly repository: LightRepository;
  /** Replaces rack.yaml for the next coordinator. */
  configure(rackYaml: string): Promise<void>;
  /** Starts a coordinator; resolves once `until` is true of a report, or when the coordinator has died. */
  coordinate(options: {
    readonly killAt?: Fatal;
    readonly until: (report: Report) => boolean;
  }): Promise<{ readonly killed: boolean; readonly last: Report | undefined; readonly journal: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Node's compile cache, shared by all runs of the coordinator. */
const compileCache = mkdtempSync(join(tmpdir(), "light-compiled-"));
process.once("exit", () => rmSync(compileCache, { recursive: true, force: true }));

/** Milliseconds for a whole rack of light nodes. */
const PATIENCE = 30_000;

/** `names` are the names on the cards, by serial number. */
export async function lightRack(
  serials: readonly string[],
  { names = {} }: { readonly names?: Readonly<Record<string, string>> } = {},
): Promise<LightRack> {
  const directory = await mkdtemp(join(tmpdir(), "light-rack-"));
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rackSecret = randomBytes(32);
  const configure = (rackYaml: string) => writeFile(join(directory, "rack.yaml"), rackYaml);
  await configure("network: direct\n");
  await writeFile(join(directory, "coordinator.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
  await writeFile(join(directory, "rack.secret"), rackSecret.toString("hex"));
  const recorder = await startRecorder();
  const pin = keyHashOf(createPublicKey(privateKey));
  const repository: LightRepository = { versions: ["1.36.3", "1.36.2"] };
  const agents = await Promise.all(
    serials.map((serial, index) =>
      startLightAgent({
        // m1 is the coordinator's own Pi, as in coordinator-main.ts.
        ...{ cardRole: serial === "m1" ? ("control-plane" as const) : ("worker" as const) },
        ...{ serial, cardName: names[serial], address: `10.9.0.${index + 1}`, pin, rackSecret },
        ...{ recorder, repository },
      }),
    ),
  );
  const state = join(directory, "state");

  return {
    directory,
    agents,
    recorder,
    repository,
    configure,
    async coordinate({ killAt = 0, until }) {
      const main = fileURLToPath(new URL("coordinator-main.ts", import.meta.url));
      const endpoints = agents.map((agent) => agent.endpoint);
      const child = fork(main, [directory, state, String(killAt), ...endpoints], {
        silent: true,
        env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
      });
      let journal = "";
      child.stderr?.setEncoding("utf8").on("data", (text) => {
        journal += text;
      });
      const gone = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
      let last: Report | undefined;
      const satisfied = new Promise<void>((resolve) => {
        child.on("message", (report: Report) => {
          last = report;
          if (until(report)) resolve();
        });
      });
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        child.kill("SIGKILL");
      }, PATIENCE);
      await Promise.race([satisfied, gone]);
      clearTimeout(timer);
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const [, signal] = await gone;
      if (isLate) throw new Error(`not in ${PATIENCE} ms: ${JSON.stringify(last)}\n${journal}`);
      return { killed: signal === "SIGKILL", last, journal };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(agents.map((agent) => agent.close()));
      await recorder.close();
      await rm(directory, { recursive: true });
    },
  };
}
