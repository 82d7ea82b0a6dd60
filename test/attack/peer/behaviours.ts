/** How an adopted agent may lie. Each behaviour overrides `honest`, which obeys its commands. */
import type { Handlers, Session } from "./agent-server.ts";
import { FLOODS } from "./floods.ts";
import { finish, operationOf, type State } from "./state.ts";
import type { Envelope } from "./wire/envelope.ts";
import { type Field, message } from "./wire/protobuf.ts";

export type Behaviour = keyof typeof BEHAVIOURS;

export function handlersOf(behaviour: Behaviour, state: State): Handlers {
  return { ...honest(state), ...BEHAVIOURS[behaviour](state) };
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

const BEHAVIOURS = {
  ...FLOODS,
  honest: () => ({}),
  /** Joins, and reports that it has not. */
  "never-joined": (state: State) => ({
    join: (received: Envelope, session: Session) => {
      state.joined = false;
      finish(received, session);
    },
  }),
  /** Takes its token, and never mentions it again. */
  holding: () => ({ join: () => {} }),
  /** The answer never comes. */
  frozen: () => ({ apply: () => {} }),
  /** The upgrade never ends. */
  "frozen-upgrade": () => ({
    putBlob: ({ id, body }: Envelope, session: Session) => {
      const size = (body.get(1)?.at(-1) as Buffer | undefined)?.length ? 200_000_000 : 0;
      session.send("blobState", id, [[1, size]]);
    },
    upgrade: () => {},
  }),
  /** Initialises its own cluster on command. */
  thief: (state: State) => ({
    init: (received: Envelope, session: Session) => {
      state.initialised = true;
      const { ca, caHash, server } = state.cluster;
      finish(received, session, [[1, message([1, ca], [2, caHash], [3, server])]]);
    },
  }),
  /** Returns in its results what only the control plane may return. */
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
  /** Answers requests sent to another agent: ids near its own. */
  "other-ids": () => ({
    apply: (received: Envelope, session: Session) => {
      for (let id = 0; id < 2_000; id++) {
        session.send("result", id, [
          [1, operationOf(received)],
          [4, message([1, 5], [2, "forged"])],
        ]);
        session.send("blobPart", id, [[3, "forged"]]);
      }
    },
  }),
  /** Ends each session as soon as it is welcomed. */
  reconnecting: () => ({
    welcome: ({ id }: Envelope, session: Session) => {
      session.send("done", id);
      session.socket.end();
    },
    getFacts: (_: Envelope, session: Session) => session.end(),
  }),
  /** Text that moves a terminal's cursor, and forged journal lines. */
  escapes: () => ({
    apply: ({ id }: Envelope, session: Session) =>
      session.send("failure", id, [
        [1, 5],
        [2, "\u001b[2J\u001b]0;evil\u0007\n<0>forged line\r\u202e"],
        [3, "\u001b[31m"],
      ]),
  }),
  /** Stops reading. */
  deaf: () => ({ apply: (_: Envelope, session: Session) => void session.socket.pause() }),
  /** 60 KB of addresses. */
  "huge-facts": (state: State) => ({
    getFacts: ({ id }: Envelope, session: Session) => {
      const many = Array.from({ length: 4_000 }, (_, at) => `10.${at >> 8}.${at & 255}.1`);
      session.send("facts", id, facts({ ...state, addresses: [...state.addresses, ...many] }));
    },
  }),
  /** Clocks of 1970 and of the far future, memory of 2^63, a Kubernetes version that does not exist. */
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
