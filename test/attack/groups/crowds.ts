/** Crowds at the two doors: the agent's port and the coordinator's API. */
import type { Limits, Outcome } from "../attack.ts";
import { verdict } from "../attack.ts";
import { agentOf, apiOf, type Field } from "../field.ts";
import { measured } from "../measure.ts";
import type { Place } from "../namespace.ts";
import type { SocketsArgs } from "../peer/acts/sockets.ts";

interface Crowd extends Pick<SocketsArgs, "sends" | "perSecond" | "most"> {
  readonly id: string;
  readonly title: string;
  readonly many?: boolean;
  readonly own?: boolean;
  /** Omitted in the short form. */
  readonly more?: boolean;
}

const CROWDS: readonly Crowd[] = [
  { id: "idle", title: "1,000 sockets that say nothing", sends: "idle", perSecond: 500, most: 1_000, more: true },
  { id: "half", title: "half a ClientHello each", sends: "half", perSecond: 500, most: 1_000, more: true },
  { id: "slow", title: "a byte a second", sends: "slow", perSecond: 100, most: 500, more: true },
  {
    id: "idle-many",
    title: "from 200 addresses",
    sends: "idle",
    perSecond: 2_000,
    most: 2_000,
    many: true,
    more: true,
  },
  { id: "half-many", title: "half a ClientHello from 200", sends: "half", perSecond: 2_000, most: 2_000, many: true },
  { id: "handshakes", title: "whole handshakes", sends: "handshakes", perSecond: 100, most: 1_000, more: true },
  {
    id: "handshakes-many",
    title: "from 200 addresses",
    sends: "handshakes",
    perSecond: 200,
    most: 1_000,
    many: true,
    more: true,
  },
  {
    id: "own-address",
    title: "from the coordinator's own address",
    sends: "half",
    perSecond: 500,
    most: 1_000,
    own: true,
  },
];

export async function* crowds(field: Field): AsyncGenerator<Outcome> {
  const seconds = field.isShort ? 4 : 8;
  const wanted = CROWDS.filter(({ more }) => !(more && field.isShort));
  const doorLimits: Limits = { clientMax: 1_000, clientMissed: 0, agentGrowth: 24, restarts: 0, agentLines: 200 };
  for (const crowd of wanted) {
    const target = agentOf(field.addresses.worker);
    const figures = await gather(field, crowd, target, seconds, true);
    yield { of: "6 26 M3", id: `door-crowd-${crowd.id}`, title: crowd.title, figures, limits: doorLimits };
  }
  const apiLimits: Limits = {
    statusP95: 1_000,
    statusMissed: 0,
    coordinatorGrowth: 24,
    restarts: 0,
    coordinatorLines: 200,
  };
  for (const crowd of field.isShort ? wanted.slice(0, 1) : wanted) {
    const figures = await gather(field, crowd, apiOf(field.addresses.master), seconds, false);
    yield { of: "6 26 M1", id: `api-crowd-${crowd.id}`, title: crowd.title, figures, limits: apiLimits };
  }
}

async function gather(field: Field, crowd: Crowd, target: object, seconds: number, client: boolean) {
  const { sends, perSecond, most, many = false, own = false } = crowd;
  const sources = own ? [] : field.sources.slice(0, many ? 200 : 1);
  const at: Place = own ? field.onMaster : field.hostile;
  const { saw: _, ...figures } = await measured(field, { seconds, client }, async () => {
    const act = field.act<object>(
      "sockets",
      { target, sends, sources, perSecond, most, seconds: seconds + 20 },
      { seconds: seconds + 40, at },
    );
    await act.heard((word) => word.begun === true, 20);
    return [act];
  });
  return figures;
}

interface Tries {
  readonly tries: readonly { readonly id: string; readonly status: string; readonly gained: boolean }[];
  readonly guesses: { readonly asked: number; readonly answered: number };
  readonly control: boolean;
}

/** Requests without the owner's token. */
export async function* requests(field: Field): AsyncGenerator<Outcome> {
  const args = { target: apiOf(field.addresses.master), token: field.secrets.token };
  const { tries, guesses, control } = await field.act<Tries>("api", args, { seconds: 120 }).done;
  yield verdict("26", "api-control", "the owner is answered", !control && "a dead API");
  for (const { id, status, gained } of tries)
    yield verdict("26", `api-${id}`, "in without the token", gained && status);
  const { asked, answered } = guesses;
  yield verdict(
    "26",
    "api-guesses",
    `${asked} tokens guessed`,
    answered > 30 && `${answered} were judged in a few seconds`,
  );
}
