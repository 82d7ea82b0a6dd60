/** What the units allow, and packages of the agent that the release key did not sign. */
import { type Outcome, verdict } from "../attack.ts";
import { agentOf, type Field } from "../field.ts";

export async function* host(field: Field): AsyncGenerator<Outcome> {
  yield* units(field);
  yield* packages(field);
}

async function* units({ master }: Field): AsyncGenerator<Outcome> {
  const scores = { "pi-agent": 1.5, "pi-agent-executor": 4, "pi-coordinator": 1.7 } as const;
  for (const [unit, most] of Object.entries(scores)) {
    const { stdout } = await master.exec(["systemd-analyze", "security", "--no-pager", unit], { check: false });
    const score = Number(/exposure level[^:]*: ([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
    yield {
      of: "27",
      id: `unit-${unit}`,
      title: `what ${unit} may do (systemd-analyze, at most ${most})`,
      figures: { exposure: score },
      limits: { exposure: most },
    };
    const { stdout: shown } = await master.exec(["systemctl", "show", "-p", "MemoryMax", "-p", "OOMScoreAdjust", unit]);
    const gained = /MemoryMax=infinity/.test(shown) ? "no limit" : /OOMScoreAdjust=-/.test(shown) && "protected";
    yield verdict("M6 21", `unit-memory-${unit}`, `fills the memory of ${unit} until the kernel ends others`, gained);
  }
}

interface Put {
  readonly taken: boolean;
  readonly answer: string;
}
interface Packages {
  readonly tries: readonly ({ readonly id: string } & Put)[];
  readonly control: Put;
}

/** An attacker with the coordinator's disk has its key, and can sign with it. */
async function* packages(field: Field): AsyncGenerator<Outcome> {
  const { coordinatorKey: key, releaseKey: release } = field.secrets;
  const args = { target: agentOf(field.addresses.worker), key, release };
  const { tries, control } = await field.act<Packages>("packages", args, { seconds: 60 }).done;
  yield verdict("28", "package-control", "the release key's own is taken", !control.taken && control.answer);
  for (const { id, taken, answer } of tries) {
    yield verdict("M8 28", `package-${id}`, "a package that the release key did not sign", taken && answer);
  }
}
