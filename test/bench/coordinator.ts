/** A coordinator process on the rack's laptop, from the Debian package. */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../story/product.ts";
import { until } from "../story/wait.ts";
import type { BenchRack } from "./bench-rack.ts";

export interface Coordinator {
  /** Nodes whose connection it has reported so far. */
  connected(): number;
  /** Its output. */
  readonly journal: string;
  stop(): Promise<void>;
}

/** Starts one that knows no agents yet; resolves when it listens. */
export async function startCoordinator({ lab, configuration }: BenchRack): Promise<Coordinator> {
  const state = mkdtempSync(join(lab.directory, "state-"));
  const argv = [process.execPath, `${ROOT}dist/pi-coordinator.cjs`, "--config", configuration, "--state", state];
  const child = lab.rack.spawn(argv);
  let journal = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      journal += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const connected = () => new Set([...journal.matchAll(/^<6>connected node="(.*?)"/gm)].map(([, name]) => name)).size;
  const listens = async () => {
    if (child.exitCode !== null) throw new Error(`the coordinator ended: ${journal}`);
    return journal.includes("<6>API listens");
  };
  await until("a coordinator that listens", listens, { limit: 15, every: 20, otherwise: async () => journal });
  return {
    connected,
    get journal() {
      return journal;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
