/** The guard of multicast DNS: decides on raw bytes, from anybody, before any library sees them. */
import { type Buckets, buckets, type Rate } from "./buckets.ts";
import { isOther, isResponse, judgeHeader, readMessage } from "./message.ts";

/** Names as in DNS: `_pi-agent._tcp.local`, compared as they are written, which is how ours write them. */
export interface Concerns {
  /** Names that are answered when they are asked for. */
  readonly asked?: readonly string[];
  /** A service whose announcements are heard. */
  readonly told?: string;
}

export interface GuardOptions {
  readonly concerns: Concerns;
  /** Port of all multicast DNS: an answer from another one is not believed (RFC 6762, 6). */
  readonly port: number;
  readonly onLink: (address: string) => boolean;
  readonly monotonic: () => number;
  /** Gets every packet that is dropped. */
  readonly onDropped: (why: string, source: string) => void;
  /** Of packets that concern us. */
  readonly limits?: { readonly each: Rate; readonly all: Rate };
}

export interface Guard {
  /** Whether the library may see it. */
  admits(bytes: Buffer, from: { readonly address: string; readonly port: number }): boolean;
  /** A question was asked just now: there is room for the answers. */
  expectAnswers(): void;
  /** So much came within the last seconds that somebody was not heard. */
  readonly isCrowded: boolean;
}

/** Reason of what concerns somebody else. An ordinary network is full of it. */
export const FOREIGN = "of other services";

/**
 * What passes costs a library some 20 µs, so a thousand a second are a few hundredths of a core. What is malformed or foreign takes no
 * token: however much of it comes, an honest announcement passes.
 */
const LIMITS = { each: { rate: 10, burst: 20 }, all: { rate: 1_000, burst: 1_000 } } as const;
/** Milliseconds that a crowd is remembered. */
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
  // A label that must be there in full once, whatever is compressed: one native search spares reading other people's.
  const marks = { asked: [...new Set(asked.map(firstLabel))], told: told === undefined ? [] : [firstLabel(told)] };
  const isTold = (name: string) => name === told || name.endsWith(`.${told}`);
  return {
    mayBe: (bytes: Buffer) => marks[isResponse(bytes) ? "told" : "asked"].some((mark) => bytes.includes(mark)),
    are: (message: Message) =>
      message.isResponse ? message.told.some(isTold) : message.asked.some((name) => asked.includes(name)),
  };
}

/** As it is in a message: its length, then its bytes. */
function firstLabel(name: string): Buffer {
  const label = Buffer.from(name.split(".")[0] ?? "", "latin1");
  return Buffer.concat([Buffer.from([label.length]), label]);
}
