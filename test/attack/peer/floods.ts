/** Agents that send too much: events, results, reports and pings, as fast as they are accepted. */
import type { Handlers, Session } from "./agent-server.ts";
import { finish, operationOf, type State } from "./state.ts";
import { type Envelope, envelope } from "./wire/envelope.ts";
import { type Field, message } from "./wire/protobuf.ts";
import { frame } from "./wire/websocket.ts";

/** Writes as fast as the other end reads. */
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

export const FLOODS = {
  /** Endless events in an operation. */
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
  /** A result of 900 steps at once, repeatedly. */
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
  /** Reports on the services, as fast as they are accepted. */
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
  /** Endless pings. */
  pings: (state: State) => ({
    apply: (received: Envelope, session: Session) => {
      const ping = frame(Buffer.alloc(100, 1), { mask: false, opcode: 9 });
      flood(session, state.seconds, Buffer.concat(Array(300).fill(ping)), () => finish(received, session));
    },
  }),
} satisfies Record<string, (state: State) => Handlers>;
