/** The guard of multicast DNS: checks untrusted raw bytes before any library sees them. */
import { type Buckets, buckets, type Rate } from "./buckets.ts";
import { isOther, isResponse, judgeHeader, readMessage } from "./message.ts";

/** DNS names, such as `_pi-agent._tcp.local`. Case-sensitive: our programs always write them this way. */
export interface Concerns {
  /** Names whose questions are answered. */
  readonly asked?: readonly string[];
  /** A service whose announcements are accepted. */
  readonly told?: string;
}

export interface GuardOptions {
  readonly concerns: Concerns;
  /** Port of multicast DNS: answers from any other port are ignored (RFC 6762, 6). */
  readonly port: number;
  readonly onLink: (address: string) => boolean;
  readonly monotonic: () => number;
  /** Called for every dropped packet. */
  readonly onDropped: (why: string, source: string) => void;
  /** Limits for packets that concern us. */
  readonly limits?: { readonly each: Rate; readonly all: Rate };
}

export interface Guard {
  /** Whether the library may see the packet. */
  admits(bytes: Buffer, from: { readonly address: string; readonly port: number }): boolean;
  /** Makes room for the answers to a question that was just asked. */
  expectAnswers(): void;
  /** Whether so much arrived in the last seconds that relevant packets were dropped. */
  readonly isCrowded: boolean;
}

/** Reason for packets of other services. An ordinary network is full of them. */
export const FOREIGN = "of other services";

/**
 * An admitted packet costs the library about 20 µs, so a thousand a second take a few hundredths of a core. Malformed
 * and foreign packets take no token, so they cannot keep out an honest announcement.
 */
const LIMITS = { each: { rate: 10, burst: 20 }, all: { rate: 1_000, burst: 1_000 } } as const;
/** Milliseconds for which `isCrowded` stays true. */
const CROWDED = 5_000;

export function guard(options: GuardOptions): Guard {
  const { port, onLink, monotonic, onDropped, limits = LIMITS } = options;
  const tokens = buckets(limits);
  const concerns = concernsOf(options.concerns);
  let crowdedAt = Number.NEGATIVE_INFINITY;
  const objection = (bytes: Buffer, from: { readonly address: string; readonly port: number }): string | undefined => {
    const malformed = judgeHeader(bytes);
    if (malformed) return malformed;
    if (isOther(bytes) || !concerns.mayBe(bytes)) return FOREIGN;
    if (isResponse(bytes) && from.port !== port) return "from another port";
    const message = readMessage(bytes);
    if (!message) return "broken names";
    if (!concerns.are(message)) return FOREIGN;
    if (!onLink(from.address)) return "from another network";
    const taken = tokens.take(from.address, monotonic());
    if (taken === "all") crowdedAt = monotonic();
    return TOO_MANY[taken];
  };
  return {
    admits(bytes, from) {
      const why = objection(bytes, from);
      if (why !== undefined) onDropped(why, from.address);
      return why === undefined;
    },
    expectAnswers: () => tokens.refill(),
    get isCrowded() {
      return monotonic() - crowdedAt < CROWDED;
    },
  };
}

const TOO_MANY: Readonly<Record<ReturnType<Buckets["take"]>, string | undefined>> = {
  taken: undefined,
  source: "too many from one source",
  all: "too many from all sources",
};

interface Message {
  readonly isResponse: boolean;
  readonly asked: readonly string[];
  readonly told: readonly string[];
}

function concernsOf({ asked = [], told }: Concerns) {
  // Even with compression, a name's first label appears in full once: one native search skips other services' packets.
  const marks = { asked: [...new Set(asked.map(firstLabel))], told: told === undefined ? [] : [firstLabel(told)] };
  const isTold = (name: string) => name === told || name.endsWith(`.${told}`);
  return {
    mayBe: (bytes: Buffer) => marks[isResponse(bytes) ? "told" : "asked"].some((mark) => bytes.includes(mark)),
    are: (message: Message) =>
      message.isResponse ? message.told.some(isTold) : message.asked.some((name) => asked.includes(name)),
  };
}

/** A label as in a message: its length, then its bytes. */
function firstLabel(name: string): Buffer {
  const label = Buffer.from(name.split(".")[0] ?? "", "latin1");
  return Buffer.concat([Buffer.from([label.length]), label]);
}
