/** What the coordinator does for each row of the API's table; a row without a handler does not compile. */
import {
  type AnswerName,
  type AnswerOf,
  type ApiName,
  type AskedOf,
  changeOf,
  type RackControl,
  type RackStatus,
  type StatusChange,
  type StreamName,
} from "@rackberry/config";

type UploadName = Exclude<ApiName, AnswerName | StreamName>;

export const ANSWERS: {
  readonly [K in AnswerName]: (control: RackControl, asked: AskedOf<K>) => AnswerOf<K> | Promise<AnswerOf<K>>;
} = {
  status: (control) => control.status(),
  history: (control) => control.history(),
  details: (control, { node }) => control.details(node),
  planFor: (control, { files }) => control.plan(files),
  apply: (control, { files }) => control.apply(files),
  adopt: (control, { node, ...rest }) => done(control.adopt(node, rest)),
  reset: (control, { node }) => done(control.reset(node)),
  mirror: (control, { images }) => done(control.mirror(images)),
  unmirror: (control) => done(control.unmirror()),
  upgrade: (control, { version }) => done(control.upgrade(version)),
  kubeconfig: async (control) => ({ kubeconfig: await control.kubeconfig() }),
};

export const STREAMS: {
  readonly [K in StreamName]: (
    control: RackControl,
    asked: AskedOf<K>,
    signal: AbortSignal,
  ) => AsyncIterable<AnswerOf<K>>;
} = {
  watch: (control, _, signal) => changes(control.watch(signal)),
  logs: (control, { node, ...options }, signal) => control.logs(node, options, signal),
};

export const UPLOADS: {
  readonly [K in UploadName]: (
    control: RackControl,
    asked: AskedOf<K>,
    content: () => AsyncIterable<Uint8Array>,
  ) => Promise<AnswerOf<K>>;
} = {
  takePackage: (control, signed, content) => done(control.takePackage(signed, content)),
};

async function done(work: Promise<void>): Promise<Readonly<Record<never, never>>> {
  await work;
  return {};
}

async function* changes(states: AsyncIterable<RackStatus>): AsyncIterable<StatusChange> {
  let before: RackStatus | undefined;
  for await (const state of states) {
    yield changeOf(before, state);
    before = state;
  }
}
