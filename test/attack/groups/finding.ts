/** pictl's first search for its coordinator, while impostors claim to be one. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import type { Trap } from "../peer/acts/traps.ts";

/** The number of tries; one lost search counts as a success for the attacker. */
const TRIES = 3;

export async function* finding(field: Field): AsyncGenerator<Outcome> {
  const { lab, sources, isShort } = field;
  const tries = isShort ? 1 : TRIES;
  yield verdict(
    "M7",
    "find-control",
    "pictl finds its coordinator",
    !(await finds(field)) && "not found without an attack",
  );
  for (const [trap, count] of [
    ["silent", 1],
    ["silent", 30],
    ["http", 30],
  ] as const satisfies readonly (readonly [Trap, number])[]) {
    if (isShort && count === 1) continue;
    const addresses = sources.slice(0, count);
    const traps = field.act<{ dialled: number }>("traps", { trap, addresses, ports: [7443] }, { seconds: 120 });
    await traps.heard((word) => "ready" in word, 20);
    const args = {
      kinds: ["coordinator"],
      ports: [7443],
      perSecond: 1_000,
      seconds: 90,
      sources: addresses,
      victims: [],
    };
    const claims = field.act<object>("datagrams", args, { seconds: 120 });
    await claims.heard((word) => word.begun === true, 20);
    let found = 0;
    for (let at = 0; at < tries; at++) found += Number(await finds(field));
    const [{ dialled }] = await Promise.all([traps.stop(), claims.stop()]);
    const title = `${count} that claim to be it (${trap})`;
    const seen = `taken for the coordinator ${dialled} times`;
    yield {
      ...{ of: "M7 22", id: `find-${trap}-${count}`, title, seen },
      figures: { gains: tries - found },
      limits: { gains: 0 },
    };
  }
  await lab.status();
}

/** As on the first search: nothing is remembered. */
async function finds({ lab }: Field): Promise<boolean> {
  rmSync(join(lab.directory, ".coordinator"), { force: true });
  return (await lab.pictl(["status", "--json"], { check: false })).code === 0;
}
