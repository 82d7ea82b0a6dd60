/** The agent's door: clients without a pin, messages sent too early, and malformed frames. */
import { type Outcome, verdict } from "../attack.ts";
import { agentOf, apiOf, type Field } from "../field.ts";
import { read } from "../victims.ts";

interface Certificates {
  readonly tries: readonly { readonly id: string; readonly bytes: number }[];
  readonly control: number;
  readonly resumed: boolean;
}
interface Kinds {
  readonly unpinned: Readonly<Record<string, number>>;
  readonly unwelcome: Readonly<Record<string, string>>;
  readonly proofs: Readonly<Record<string, string>>;
}
interface Frames {
  readonly tries: readonly { readonly id: string; readonly answers: readonly string[]; readonly isAlive: boolean }[];
}

/** What the agent may send to an unauthenticated client. */
const HARMLESS: ReadonlySet<string> = new Set(["greeting", "challenge", "failure", "farewell"]);
/** MiB: how far its heap may grow before garbage collection. */
const GROWTH = 16;

export async function* door(field: Field): AsyncGenerator<Outcome> {
  const target = agentOf(field.addresses.worker);
  const key = field.secrets.coordinatorKey;
  const before = await read(field.worker, "pi-agent");
  const shown = await certificateOf(field);
  const certificates = await field.act<Certificates>("certificates", { target, key, shown }, { seconds: 60 }).done;
  yield verdict("1", "door-control", "the pin's holder is answered", certificates.control === 0 && "a dead door");
  for (const { id, bytes } of certificates.tries) {
    yield verdict("1 5", `door-${id}`, "in without the pin", bytes > 0 && `${bytes} bytes of the application`);
  }
  yield verdict("5", "door-resumption", "a session resumed without its key", certificates.resumed && "resumed");

  const kinds = await field.act<Kinds>("kinds", { target, key }, { seconds: 120 }).done;
  for (const [kind, bytes] of Object.entries(kinds.unpinned)) {
    yield verdict("1 2", `early-${kind}`, "said without the pin", bytes > 0 && `${bytes} bytes`);
  }
  for (const [kind, answer] of Object.entries(kinds.unwelcome)) {
    yield verdict("1 2", `unwelcome-${kind}`, "said unsigned", !isRefusal(answer) && `answered with ${answer}`);
  }
  for (const [id, answer] of Object.entries(kinds.proofs)) {
    yield verdict("1 5", `adopt-${id}`, "adopts with it", !isRefusal(answer) && `answered with ${answer}`);
  }

  const frames = await field.act<Frames>("frames", { target, key }, { seconds: 120 }).done;
  for (const { id, answers, isAlive } of frames.tries) {
    const obeyed = answers.filter((kind) => !HARMLESS.has(kind) && !/^HTTP\/1\.1 [14]/.test(kind));
    yield verdict("6 7", `frame-${id}`, "breaks it", (!isAlive && "the door is shut") || (obeyed[0] ?? false));
  }
  const after = await read(field.worker, "pi-agent");
  yield {
    ...{ of: "6 7 17", id: "door-after-all", title: "what all of that has cost the agent" },
    figures: {
      agentGrowth: ((after?.rss ?? Number.NaN) - (before?.rss ?? Number.NaN)) / 2 ** 20,
      restarts: before && before.pid === after?.pid ? 0 : 1,
    },
    limits: { agentGrowth: GROWTH, restarts: 0 },
  };
}

const isRefusal = (answer: string) => answer === "unauthenticated" || answer === "closed" || answer === "failure 2";

/** The coordinator shows it to any client that connects to its API. */
async function certificateOf({ lab, addresses }: Field): Promise<string> {
  const { host, port } = apiOf(addresses.master);
  const client = ["timeout", "5", "openssl", "s_client", "-tls1_3", "-connect", `${host}:${port}`];
  const { stdout } = await lab.rack.exec(client, { check: false });
  return /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n/.exec(stdout)?.[0] ?? "";
}
