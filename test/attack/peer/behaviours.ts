/** How an agent that was adopted may lie. Each is over `honest`, which does as it is told. */
import type { Handlers, Session } from "./agent-server.ts";
import { type Envelope, envelope } from "./wire/envelope.ts";
import { type Field, message, text } from "./wire/protobuf.ts";
import { frame } from "./wire/websocket.ts";

/** What an agent claims of itself, and remembers. */
export interface State {
  adopted: boolean;
  joined: boolean;
  initialised: boolean;
  addresses: readonly string[];
  /** host:port and CA of a cluster of its own. */
  readonly cluster: { readonly server: string; readonly ca: string; readonly caHash: string };
  /** Seconds that a flood lasts. */
  readonly seconds: number;
}

export type Behaviour = keyof typeof BEHAVIOURS;

export function handlersOf(behaviour: Behaviour, state: State): Handlers {
  return { ...honest(state), ...BEHAVIOURS[behaviour](state) };
}

const operationOf = ({ body }: Envelope) => text(body, 1);

/** An operation that ended well; `finished` is what it brought. */
function finish(
  received: Envelope,
  session: Session,
  finished: readonly Field[] = [],
  more: readonly Field[] = [],
): void {
  session.send("result", received.id, [[1, operationOf(received)], [2, message(...finished)], ...more]);
}

const facts = (state: State): readonly Field[] => [
  [1, "pi"],
  [2, "boot"],
  ...state.addresses.map((address) => [3, address] as const),
  [4, "amd64"],
  [5, 4_000_000_000],
  [6, Date.now()],
  [8, "Debian"],
  [9, "6.1"],
  [10, 2],
  [11, state.initialised],
  [12, state.joined],
];

function honest(state: State): Handlers {
  return {
    adopt: ({ id }, session) => {
      state.adopted = true;
      session.send("adopted", id);
    },
    welcome: ({ id }, session) => session.send("done", id),
    getFacts: ({ id }, session) => session.send("facts", id, facts(state)),
    getVersions: ({ id }, session) =>
      session.send("failure", id, [
        [1, 5],
        [2, "no packages here"],
      ]),
    apply: (received, session) => finish(received, session),
    grant: (received, session) => finish(received, session),
    reset: (received, session) => {
      state.joined = false;
      finish(received, session);
    },
    join: (received, session) => {
      state.joined = true;
      finish(received, session);
    },
    getOperation: ({ id }, session) =>
      session.send("failure", id, [
        [1, 8],
        [2, "not known"],
      ]),
    followServices: ({ id }, session) => session.send("serviceReport", id, [[1, true]]),
    followLog: ({ id }, session) => session.send("done", id),
  };
}

/** Writes as fast as the other end takes it. */
function flood(session: Session, seconds: number, part: Buffer, done: () => void): void {
  const end = performance.now() + seconds * 1000;
  const fill = () => {
    if (session.socket.destroyed) return;
    if (performance.now() > end) return done();
    if (session.socket.write(part)) setImmediate(fill);
    else session.socket.once("drain", fill);
  };
  fill();
}

const wire = (...envelopes: readonly Buffer[]) => Buffer.concat(envelopes.map((one) => frame(one, { mask: false })));

const step = (operation: string, sentence: string): readonly Field[] => [
  [1, operation],
  [2, message([1, "hosts"], [2, 2], [3, 1], [4, sentence], [5, Date.now()])],
];

const BEHAVIOURS = {
  honest: () => ({}),
  /** Joins, and says that it has not. */
  "never-joined": (state: State) => ({
    join: (received: Envelope, session: Session) => {
      state.joined = false;
      finish(received, session);
    },
  }),
  /** Takes its token, and says nothing more of it. */
  holding: () => ({ join: () => {} }),
  /** Events without end in an operation. */
  events: (state: State) => ({
    apply: (received: Envelope, session: Session) => {
      const event = (at: number) =>
        envelope("event", received.id, step(operationOf(received), `${at} ${"x".repeat(200)}`));
      const part = wire(...Array.from({ length: 200 }, (_, at) => event(at)));
      flood(session, state.seconds, part, () => finish(received, session));
    },
  }),
  /** Events of 60 KB. */
  "large-events": (state: State) => ({
    apply: (received: Envelope, session: Session) => {
      const part = wire(envelope("event", received.id, step(operationOf(received), "x".repeat(60_000))));
      flood(session, state.seconds, part, () => finish(received, session));
    },
  }),
  /** A result of 900 steps at once, again and again. */
  "many-steps": (state: State) => ({
    apply: (received: Envelope, session: Session) => {
      const many = Array.from(
        { length: 900 },
        (_, at) => [6, message([1, `s${at}`], [2, 2], [4, "x".repeat(30)])] as const,
      );
      finish(received, session, [], many);
      state.joined = false;
    },
  }),
  /** The answer never comes. */
  frozen: () => ({ apply: () => {} }),
  /** It upgrades for ever. */
  "frozen-upgrade": () => ({
    putPackage: ({ id, body }: Envelope, session: Session) => {
      const size = (body.get(1)?.at(-1) as Buffer | undefined)?.length ? 200_000_000 : 0;
      session.send("packageReceived", id, [[1, size]]);
    },
    upgrade: () => {},
  }),
  /** Makes a cluster of its own when it is told to. */
  thief: (state: State) => ({
    init: (received: Envelope, session: Session) => {
      state.initialised = true;
      const { ca, caHash, server } = state.cluster;
      finish(received, session, [[1, message([1, ca], [2, caHash], [3, server])]]);
    },
  }),
  /** Brings in its results what only the control plane brings. */
  pretender: (state: State) => ({
    apply: (received: Envelope, session: Session) => {
      const { ca, caHash, server } = state.cluster;
      const mirror = message([1, "key"], [2, ca], [3, "docker.io"]);
      finish(received, session, [
        [1, message([1, ca], [2, caHash], [3, server])],
        [2, mirror],
        [3, "token"],
      ]);
    },
  }),
  /** Answers requests that are another's: ids near its own. */
  "other-ids": () => ({
    apply: (received: Envelope, session: Session) => {
      for (let id = 0; id < 2_000; id++) {
        session.send("result", id, [
          [1, operationOf(received)],
          [4, message([1, 5], [2, "forged"])],
        ]);
        session.send("kubeconfig", id, [[1, "forged"]]);
      }
    },
  }),
  /** Ends each session as soon as it is welcome. */
  reconnecting: () => ({
    welcome: ({ id }: Envelope, session: Session) => {
      session.send("done", id);
      session.socket.end();
    },
    getFacts: (_: Envelope, session: Session) => session.end(),
  }),
  /** Words that move a terminal's cursor, and journal lines of their own. */
  escapes: () => ({
    apply: ({ id }: Envelope, session: Session) =>
      session.send("failure", id, [
        [1, 5],
        [2, "\u001b[2J\u001b]0;evil\u0007\n<0>forged line\r\u202e"],
        [3, "\u001b[31m"],
      ]),
  }),
  /** Reports on the services, as fast as they are taken. */
  reports: (state: State) => ({
    followServices: ({ id }: Envelope, session: Session) => {
      const report = (at: number) =>
        envelope("serviceReport", id, [
          [1, at % 2 === 0],
          [2, `${at}${"y".repeat(400)}`],
        ]);
      flood(session, state.seconds, wire(...Array.from({ length: 100 }, (_, at) => report(at))), () => {});
    },
  }),
  /** Pings without end. */
  pings: (state: State) => ({
    apply: (received: Envelope, session: Session) => {
      const ping = frame(Buffer.alloc(100, 1), { mask: false, opcode: 9 });
      flood(session, state.seconds, Buffer.concat(Array(300).fill(ping)), () => finish(received, session));
    },
  }),
  /** Reads nothing any more. */
  deaf: () => ({ apply: (_: Envelope, session: Session) => void session.socket.pause() }),
  /** 60 KB of addresses. */
  "huge-facts": (state: State) => ({
    getFacts: ({ id }: Envelope, session: Session) => {
      const many = Array.from({ length: 4_000 }, (_, at) => `10.${at >> 8}.${at & 255}.1`);
      session.send("facts", id, facts({ ...state, addresses: [...state.addresses, ...many] }));
    },
  }),
  /** Clocks of 1970 and of the far future, memory of 2^63, a version of Kubernetes that there is none of. */
  nonsense: (state: State) => ({
    getFacts: ({ id }: Envelope, session: Session) =>
      session.send("facts", id, [
        ...facts(state).filter(([field]) => field !== 5 && field !== 6),
        [5, 2n ** 63n],
        [6, 2n ** 62n],
      ]),
    getVersions: ({ id }: Envelope, session: Session) => session.send("versions", id, [[1, "1.36.999"]]),
  }),
} satisfies Record<string, (state: State) => Handlers>;
