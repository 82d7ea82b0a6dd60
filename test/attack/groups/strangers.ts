/**
 * Agents that the coordinator must not trust: without a good card, with another's card, or with an invalid greeting.
 */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import type { AgentArgs } from "../peer/acts/agent.ts";
import { FROM_AGENT, type Kind } from "../peer/wire/envelope.ts";

interface Seen {
  readonly commands: readonly string[];
  readonly farewells: readonly string[];
}

type Case = Omit<AgentArgs, "address"> & { readonly of: string; readonly id: string; readonly title: string };

/** Seconds until every agent has certainly been visited and refused. */
const PATIENCE = 5;

export async function* strangers(field: Field): AsyncGenerator<Outcome> {
  const spent = await spend(field);
  const all = cases(field, spent);
  const honest = field.card();
  const control: Omit<AgentArgs, "address"> = {
    cardSecret: honest.cardSecret,
    greeting: { serial: field.serial(), cardId: honest.cardId },
  };
  // The control announces itself last: once it is adopted, the coordinator has received the others' announcements.
  const agents = [...all, control].map((one, index) => ({ ...one, address: field.sources[index] ?? "" }));
  const act = field.act<{ agents: Seen[] }>("agents", { agents }, { seconds: 60 });
  await act.heard((word) => word.index === all.length && "adopted" in word, 40).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, PATIENCE * 1000));
  const { agents: seen } = await act.stop();
  const isAlive = (seen.at(-1)?.commands ?? []).includes("adopt");
  yield verdict("3 15", "card-control", "an honest Pi among them is adopted", !isAlive && "a dead coordinator");
  for (const [index, { of, id, title }] of all.entries()) {
    const gained = seen[index]?.commands ?? ["nothing is known of it"];
    yield verdict(of, `card-${id}`, title, gained.length > 0 && `was sent ${gained.join(", ")}`);
  }
}

/** A card that an honest Pi has used, with that Pi's key and serial number. */
async function spend(field: Field) {
  const { cardId, cardSecret } = field.card();
  const serial = field.serial();
  const address = await field.guest();
  const honest = field.act(
    "agent",
    { address, cardSecret, greeting: { serial, cardId } },
    { seconds: 40, at: field.guests },
  );
  try {
    const { key } = await honest.heard<{ key: string }>((word) => word.listens === true, 15);
    await honest.heard((word) => "adopted" in word, 15);
    return { cardId, cardSecret, serial, key };
  } finally {
    await honest.stop();
  }
}

function cases(field: Field, spent: Awaited<ReturnType<typeof spend>>): Case[] {
  const one = (id: string, of: string, title: string, args: Partial<AgentArgs>): Case => {
    const { cardId, cardSecret } = field.card();
    const greeting = { serial: field.serial(), cardId, ...args.greeting };
    return { of, id, title, cardSecret, ...args, greeting };
  };
  const greets = (id: string, of: string, title: string, greeting: object) =>
    one(id, of, title, { greeting: greeting as AgentArgs["greeting"] });
  const firsts = (Object.keys(FROM_AGENT) as Kind[]).filter((kind) => kind !== "greeting");
  return [
    one("no-secret", "2 15", "no proof", { cardSecret: undefined }),
    one("no-card", "2 15", "no card at all", {
      cardSecret: undefined,
      greeting: { serial: field.serial(), cardId: "" },
    }),
    one("wrong-secret", "2 15", "a secret of another rack", { cardSecret: "ab".repeat(32) }),
    one("old-proof", "5", "a proof that was seen elsewhere", { cardSecret: undefined, proof: "cd".repeat(32) }),
    one("long-proof", "7", "a proof of 4,000 bytes", { cardSecret: undefined, proof: "cd".repeat(4_000) }),
    one("spent", "15", "a card that another Pi has used", {
      ...spent,
      key: undefined,
      greeting: { serial: field.serial(), cardId: spent.cardId },
    }),
    one("key-of-another", "15", "another Pi's key with another serial number", {
      key: spent.key,
      greeting: { serial: field.serial(), adopted: true },
    }),
    greets("forged-name", "15 23", "a good card, renamed master1", { cardName: "master1" }),
    greets("forged-name-node", "15", "a good card, renamed node1", { cardName: "node1" }),
    greets("serial-of-the-master", "15 23", "the master's serial number while the master is there", {
      serial: field.master.serial,
    }),
    greets("serial-of-the-worker", "15", "a worker's serial number while it is there", { serial: field.worker.serial }),
    one("says-adopted", "15", "says that it was adopted long ago", {
      cardSecret: undefined,
      greeting: { serial: field.serial(), adopted: true },
    }),
    greets("protocol-0", "5", "protocol 0", { protocol: 0, minimum: 0 }),
    greets("protocol-99", "5", "protocol 99 at least", { protocol: 99, minimum: 99 }),
    greets("serial-with-a-path", "8", "a serial number that is a path", { serial: "../../etc/passwd" }),
    greets("serial-that-is-an-option", "8", "a serial number that is an option", { serial: "--config=/x y" }),
    greets("serial-with-escapes", "8", "a serial number with a terminal's escapes", { serial: "\u001b[2J\n<0>x" }),
    greets("name-that-is-an-option", "8", "a name that is an option", { cardName: "-oProxyCommand=x" }),
    greets("name-with-a-line", "8", "a name with a line of hosts", { cardName: "x\n10.0.0.1 api.kube.local" }),
    greets("card-id-of-html", "8", "a card id that is markup", { cardId: "<script>alert(1)</script>" }),
    ...firsts.map((kind) => one(`first-${kind}`, "2 7", "in place of a greeting", { first: kind })),
  ];
}
