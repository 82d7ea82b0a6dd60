/**
 * The real agent as a child process on a simulated Pi, which is kept in a folder, so it survives kill -9 and a restart.
 * Arguments: folder, serial number, path of a card.json (read at the first start), port (0: any). Sends its parent
 * the port once it listens; its journal goes to standard output. Commands, steps and the wire are the product's own.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SimulatedPi } from "@rackberry/agent/testing";
import { AppError } from "@rackberry/protocol";
import { performSteps } from "../../packages/agent/src/executor/perform.ts";
import { systemClock } from "../../packages/agent/src/host/system-clock.ts";
import { journal } from "../../packages/agent/src/journal.ts";
import { runAgent } from "../../packages/agent/src/testing/whole-agent.ts";
import { worksAlways } from "./works-always.ts";

const [folder = "", serial = "", cardPath = "", port = "0"] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const pi = new SimulatedPi({
  serial,
  statePath: join(folder, "pi.json"),
  kubeadmLog: join(folder, "kubeadm.log"),
  files: { "/boot/firmware/rackberry/card.json": readFileSync(cardPath, "utf8") },
  // A reboot ends every process of the Pi, including this one; the parent starts it again.
  onReboot: () => process.exit(133),
});

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
process.once("disconnect", () => process.exit(1));

await runAgent(
  {
    version: "light",
    host: pi,
    clock: systemClock,
    journal: journal((line) => process.stdout.write(line)),
    port: Number(port),
    address: "127.0.0.1",
    stateFolder: "/var/lib/pi-agent",
    runFolder: "/run/pi-agent",
    bootFolders: ["/boot/firmware"],
    interfaces: () => ({}),
    perform: performSteps(pi, systemClock),
    upgrades: async () => {
      throw new AppError("unimplemented", "a light node is not upgraded");
    },
    followLog: async () => {},
    followServices: worksAlways,
    onListening: (at) => process.send?.({ port: at }),
  },
  stop.signal,
);
process.disconnect?.();
