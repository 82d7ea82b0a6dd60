/** The program's command line, as a person or systemd gives it. */
import { parseArgs } from "node:util";
import { nodeAddress } from "@rackberry/config";
import { API_PORT, AppError } from "@rackberry/protocol";

export type Arguments =
  | {
      readonly kind: "run";
      readonly configDirectory: string;
      readonly stateDirectory: string;
      readonly apiPort: number;
      /** Addresses of agents that multicast DNS does not find. */
      readonly agents: readonly string[];
    }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

export const HELP = `pi-coordinator: makes a Kubernetes cluster out of the Pis that start from this rack's cards

usage: pi-coordinator [options]   run, in the foreground (systemd does this)

options:
  --config DIR      rack.yaml, coordinator.key, rack.secret (/etc/pi-coordinator)
  --state DIR       what it records: rack.db, kube.json, applied.json (/var/lib/pi-coordinator)
  --api-port PORT   TCP port of the API for pictl (${API_PORT})
  --agent ADDRESS   address of an agent that multicast DNS does not find; may be given several times, or as
                    nodes[].address in rack.yaml
  --version, --help

files:
  /etc/default/pi-coordinator   the options that systemd starts it with
  /etc/pi-coordinator           made from the master's card when the package is installed
  /var/lib/pi-coordinator/applied.json
                                what pictl apply sent last; takes precedence over /etc/pi-coordinator/rack.yaml
                                until that file is changed

What it does is logged in its journal: journalctl -u pi-coordinator
`;

/** Throws `invalid` with a sentence for the person at the keyboard. */
export function parseCommandLine(argv: readonly string[]): Arguments {
  const values = parsed(argv);
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const empty = Object.entries(values).find(([, value]) => value === "");
  if (empty) throw new AppError("invalid", `--${empty[0]} has no value (see: pi-coordinator --help)`);
  const port = values["api-port"];
  const apiPort = Number(port);
  if (!/^\d{1,5}$/.test(port) || apiPort < 1 || apiPort > 65_535) {
    throw new AppError("invalid", `not a port: ${port} (see: pi-coordinator --help)`);
  }
  const agents = values.agent.map(agentAddress);
  return { kind: "run", agents, configDirectory: values.config, stateDirectory: values.state, apiPort };
}

function agentAddress(given: string): string {
  try {
    return nodeAddress(given);
  } catch (cause) {
    throw new AppError("invalid", `--agent: ${AppError.from(cause).message} (see: pi-coordinator --help)`, { cause });
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        config: { type: "string", default: "/etc/pi-coordinator" },
        state: { type: "string", default: "/var/lib/pi-coordinator" },
        "api-port": { type: "string", default: String(API_PORT) },
        agent: { type: "string", multiple: true, default: [] },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    throw new AppError("invalid", `${reasonOf(cause)} (see: pi-coordinator --help)`, { cause });
  }
}

/** The message without the library's advice to programmers. */
const reasonOf = (cause: unknown): string =>
  AppError.from(cause).message.split(/\. (?:To specify|This command)/)[0] ?? "";
