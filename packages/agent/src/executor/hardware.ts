/**
 * The Pi's hardware: read once per boot by a separate program (hardware/look.ts) that has no privileges, runs at the
 * lowest priority and exits, so that it occupies no memory. Nothing waits for it.
 */
import { AppError, type Message } from "@rackberry/protocol";
import type { Argv, Host } from "../host/host.ts";
import type { Journal } from "../journal.ts";

type Hardware = Message<"facts">["hardware"];

export interface HardwareOptions {
  readonly host: Host;
  readonly journal: Journal;
  /** The program; absent: the hardware is not read. */
  readonly look?: Argv;
  /** On tmpfs: a restarted agent knows it at once, and the next boot reads it again. */
  readonly path: string;
}

/** nobody's user and group. */
const NOBODY = "65534";

/** Runs one of our programs as nobody, at the lowest priority. */
export const asNobody = (...program: Argv): Argv => [
  "setpriv",
  ...[`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--inh-caps=-all", "--no-new-privs"],
  ...["nice", "-n", "19", ...program],
];

/** Returns what is known, and starts the reading if nothing is. Never rejects. */
export function hardware({ host, journal, look, path }: HardwareOptions): () => Promise<Hardware> {
  let isLooked = false;
  let known: Hardware;
  const begin = async (program: Argv) => {
    const found = await host.run(program, { timeout: 30_000 });
    await host.write(path, JSON.stringify(parse(found)), { mode: 0o600 });
  };
  return async () => {
    if (known) return known;
    try {
      const kept = await host.read(path);
      if (kept !== undefined) {
        known = parse(kept);
        return known;
      }
    } catch {
      return undefined;
    }
    if (look && !isLooked) {
      isLooked = true;
      begin(look).catch((cause: unknown) =>
        journal.warning(`the hardware of this Pi stays unknown until the next boot: ${AppError.from(cause).message}`),
      );
    }
    return undefined;
  };
}

/** A valid message, whatever was printed. Throws a SyntaxError for anything but JSON. */
function parse(text: string): Hardware {
  const { processor, cores, memoryBytes, disks, ports } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return {
    ...{ processor: String(processor ?? ""), cores: count(cores), memoryBytes: count(memoryBytes) },
    disks: list(disks).map(({ name, kind, bytes }) => ({
      ...{ name: String(name ?? ""), kind: String(kind ?? ""), bytes: count(bytes) },
    })),
    ports: list(ports).map(({ name, speed }) => ({ name: String(name ?? ""), speed: count(speed) })),
  };
}

const count = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;

const list = (value: unknown): Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.slice(0, 8) : []);
