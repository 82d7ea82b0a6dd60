/** A worker's card that claims to be an absent node. Success here takes over the rack, so this group runs last. */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import { begin } from "../hostile.ts";
import { freshCoordinator, NODES, reconnected } from "../say.ts";

/** Seconds that the claimant is given. */
const PATIENCE = 10;

interface Seen {
  readonly commands: readonly string[];
}

export async function* claims(field: Field): AsyncGenerator<Outcome> {
  if (!field.isShort) yield* whileAsking(field);
  yield* asMaster(field);
}

/** `adoption: ask`: the owner decides about a new key, even for a known node. */
async function* whileAsking(field: Field): AsyncGenerator<Outcome> {
  const set = (mode: string) =>
    field.master.exec([
      ...[
        "sh",
        "-ec",
        'f=/etc/pi-coordinator/rack.yaml; sed -i "/^adoption:/d" "$f"; echo "adoption: $1" >>"$f"',
        "sh",
        mode,
      ],
    ]);
  await set("ask");
  await freshCoordinator(field);
  const fresh = await claim(field, field.serial());
  yield verdict(
    "23",
    "claim-ask-control",
    "asked about: a new Pi waits for a person",
    fresh.commands.length > 0 && fresh.commands.join(", "),
  );
  await field.worker.exec(["systemctl", "stop", "pi-agent"]);
  const taken = await claim(field, field.worker.serial);
  yield verdict(
    "C3 23",
    "claim-ask-worker",
    "a worker's serial number while it is away, in ask mode",
    taken.commands.length > 0 && `was sent ${taken.commands.join(", ")}`,
  );
  await field.worker.exec(["systemctl", "start", "pi-agent"]);
  await set("automatic");
  const restart = () => field.master.exec(["systemctl", "restart", "pi-coordinator"]);
  await reconnected(field, [NODES.master], 45, restart);
}

/** Happens while the master's own agent is away; also checks what becomes of an honest worker that sees it. */
async function* asMaster(field: Field): AsyncGenerator<Outcome> {
  const { cardId, cardSecret } = field.card();
  const address = await field.guest();
  const honest = { address, cardSecret, joined: false, greeting: { serial: field.serial(), cardId } };
  const witness = begin<Seen>(field.lab.rack, field.guests, "agent", honest, 120);
  // Once joined, it is in the rack's cluster.
  await witness.heard((word) => "join" in word, 40);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await field.master.exec(["systemctl", "stop", "pi-agent"]);
  const taken = await claim(field, field.master.serial, "thief");
  await field.master.exec(["systemctl", "start", "pi-agent"]);
  const gained = taken.commands.filter((kind) => kind !== "farewell");
  yield verdict(
    "C3 23",
    "claim-master",
    "the master's serial number while its agent is away",
    gained.length > 0 && `was sent ${gained.join(", ")}`,
  );
  const controls = gained.filter((kind) => ["init", "grant", "getBlob"].includes(kind));
  yield verdict(
    "C3 23",
    "claim-control-plane",
    "is told to make the cluster",
    controls.length > 0 && controls.join(", "),
  );
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const saw = await witness.stop();
  yield verdict(
    "C3 23",
    "claim-resets-workers",
    "its cluster takes the honest workers",
    saw.commands.includes("reset") && "they were reset",
  );
  const back = await reconnected(field, [NODES.master], 30, () =>
    field.master.exec(["systemctl", "restart", "pi-agent"]),
  );
  yield {
    ...{ of: "C3 15 23", id: "claim-after-all", title: "the true master is turned away afterwards" },
    figures: { gains: Number(back > 30) },
    limits: { gains: 0 },
  };
}

async function claim(field: Field, serial: string, behaviour = "honest"): Promise<Seen> {
  const { cardId, cardSecret } = field.card();
  const address = field.sources.at(-1) ?? "";
  const args = { address, cardSecret, behaviour, greeting: { serial, cardId } };
  const act = field.act<Seen>("agent", args, { seconds: PATIENCE + 20 });
  await act.heard((word) => word.controls === "init", PATIENCE).catch(() => {});
  return await act.stop();
}
