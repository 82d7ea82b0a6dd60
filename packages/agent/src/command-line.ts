/** What a person or systemd can say to the program. */
import { parseArgs } from "node:util";
import { AGENT_PORT, AppError, grammar, quoted } from "@rackberry/protocol";
import { BOOT_FOLDERS } from "./boot-folders.ts";

export interface RunArguments {
  readonly kind: "run";
  readonly port: number;
  readonly stateFolder: string;
  readonly runFolder: string;
  readonly bootFolders: readonly string[];
  readonly announce: boolean;
  /** Path of the executor's socket. */
  readonly executor: string;
}
export type Arguments =
  | RunArguments
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "fingerprint"; readonly stateFolder: string }
  | { readonly kind: "trust"; readonly stateFolder: string; readonly pin: string; readonly release: string };

/** Of pi-agent-executor.socket. */
const EXECUTOR_SOCKET = "/run/pi-agent-executor.socket";

export const HELP = `pi-agent: lets this Pi's rack make a Kubernetes node of it

usage: pi-agent fingerprint            this Pi's key, to compare with what pictl shows
       pi-agent trust PIN RELEASE      obey the coordinator with this pin, and take new agents that this release
                                       key signed: the two words of pictl pin; only without a card

options with which systemd starts it:
  --port PORT         TCP port to listen on (${AGENT_PORT}; 0 takes any)
  --state-dir DIR     its key and adoption; the records of its steps stay in /var/lib/pi-agent
  --run-dir DIR       the running operation, on tmpfs (/run/pi-agent)
  --boot-dir DIR      boot partition with rackberry/card.json (${BOOT_FOLDERS.join(", else ")})
  --no-announce       no multicast DNS
  --executor SOCKET   where the agent asks its executor (${EXECUTOR_SOCKET})
  --version, --help

files:
  /etc/default/pi-agent   the options with which systemd starts it

What it does is in its journal: journalctl -u pi-agent
`;

/** Throws `invalid` with a sentence for the person at the keyboard. */
export function parseCommandLine(argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(argv);
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const empty = Object.entries(values).find(([, value]) => value === "");
  if (empty) throw new AppError("invalid", `--${empty[0]} has no value (see: pi-agent --help)`);
  for (const name of PATHS) absolute(name, values[name]);
  const stateFolder = values["state-dir"];
  const [command, ...rest] = positionals;
  if (command === "fingerprint" && rest.length === 0) return { kind: "fingerprint", stateFolder };
  if (command === "trust") {
    if (rest.length !== 2) throw new AppError("invalid", `${TRUST_TAKES} (see: pi-agent --help)`);
    const [pin = "", release = ""] = rest.map(pinWord);
    if (pin === release) throw new AppError("invalid", "PIN and RELEASE are the same: pictl pin prints two words");
    return { kind: "trust", stateFolder, pin, release };
  }
  if (command !== undefined)
    throw new AppError("invalid", `not understood: ${positionals.join(" ")} (see: pi-agent --help)`);
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new AppError("invalid", `not a port: ${values.port}`);
  const bootFolders = values["boot-dir"] === undefined ? BOOT_FOLDERS : [values["boot-dir"]];
  return {
    kind: "run",
    port,
    stateFolder,
    runFolder: values["run-dir"],
    bootFolders,
    announce: values.announce,
    executor: values.executor,
  };
}

const TRUST_TAKES = "trust takes PIN and RELEASE, the two words that pictl pin prints";

/** A relative path would mean different things to systemd and to a person. */
const PATHS = ["state-dir", "run-dir", "boot-dir", "executor"] as const;

function absolute(name: string, path = "/"): void {
  if (/^\/\P{Cc}*$/u.test(path)) return;
  throw new AppError(
    "invalid",
    `--${name} takes a path that begins with /, not ${quoted(path)} (see: pi-agent --help)`,
  );
}

function pinWord(word: string): string {
  try {
    return grammar.keyHash(word.toLowerCase());
  } catch (cause) {
    throw new AppError("invalid", `${TRUST_TAKES}, 64 hex digits each, not ${quoted(word)}`, { cause });
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: {
        port: { type: "string", default: String(AGENT_PORT) },
        "state-dir": { type: "string", default: "/var/lib/pi-agent" },
        "run-dir": { type: "string", default: "/run/pi-agent" },
        "boot-dir": { type: "string" },
        announce: { type: "boolean", default: true },
        executor: { type: "string", default: EXECUTOR_SOCKET },
        help: { type: "boolean", short: "h", default: false },
        version: { type: "boolean", default: false },
      },
    });
  } catch (cause) {
    throw new AppError("invalid", `${reasonOf(cause)} (see: pi-agent --help)`, { cause });
  }
}

/** Without the library's advice to programmers. */
const reasonOf = (cause: unknown): string => AppError.from(cause).message.split(". To specify")[0] ?? "";
