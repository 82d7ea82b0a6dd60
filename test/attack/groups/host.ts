/** Who is on a Pi already: what any local user reads, what the units allow, links in the owner's home, packages without the key. */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import { agentOf } from "../field.ts";
import { freshCoordinator, NODES, reconnected } from "../say.ts";

export async function* host(field: Field): AsyncGenerator<Outcome> {
  yield* secrets(field);
  yield* units(field);
  yield* packages(field);
  yield* links(field);
  yield* kills(field);
}

const PLACES = ["/boot", "/etc", "/run", "/var", "/tmp", "/home", "/opt", "/srv", "/usr/lib/pi-agent"];

async function* secrets({ lab, master, worker, secrets }: Field): AsyncGenerator<Outcome> {
  const key = secrets.coordinatorKey.split("\n")[1] ?? "";
  const admin = (
    await lab.kubectl(master, ["config", "view", "--raw", "-o", "jsonpath={.users[0].user.client-key-data}"])
  ).slice(0, 60);
  const all = {
    "rack secret": secrets.rackSecret,
    "API token": secrets.token,
    "coordinator's key": key,
    "admin's key": admin,
  };
  for (const [name, secret] of Object.entries(all)) {
    for (const pi of [master, worker]) {
      if (secret.length < 20) throw new Error(`there is no ${name} to look for`);
      const { stdout: files } = await pi.exec(
        ["runuser", "-u", "nobody", "--", "grep", "-rIlsF", "--", secret, ...PLACES],
        { check: false },
      );
      const processes =
        "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -cF -- \"$1\"";
      const shown = Number((await pi.exec(["sh", "-c", processes, "sh", secret], { check: false })).stdout);
      const journals = 'journalctl -q --no-pager -o cat | grep -cF -- "$1"';
      const told = Number((await pi.exec(["sh", "-c", journals, "sh", secret], { check: false })).stdout);
      // grep itself has it in its argument.
      const gained =
        files.trim().split("\n").filter(Boolean)[0] ??
        (shown > 1 ? "a process shows it" : told > 0 && "the journal has it");
      const where = pi === master ? "master" : "worker";
      yield verdict(
        "19",
        `secret-${name.replace(/[^A-Za-z]+/g, "-")}-${where}`,
        `any user of the ${where} looks for the ${name}`,
        gained,
      );
    }
  }
}

async function* units({ master }: Field): AsyncGenerator<Outcome> {
  const scores = { "pi-agent": 6, "pi-coordinator": 1.7 } as const;
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

/** Whoever has the coordinator's disk has its key, and can sign with it. */
async function* packages(field: Field): AsyncGenerator<Outcome> {
  const args = { target: agentOf(field.addresses.worker), key: field.secrets.coordinatorKey };
  const { tries } = await field.act<{ tries: { id: string; taken: boolean; answer: string }[] }>("packages", args, {
    seconds: 60,
  }).done;
  for (const { id, taken, answer } of tries) {
    yield verdict("M8 28", `package-${id}`, "a package that the release key did not sign", taken && answer);
  }
  await freshCoordinator(field);
}

/** Links in the home of the owner's user, which root writes to. */
async function* links(field: Field): AsyncGenerator<Outcome> {
  const { master } = field;
  const script = `
    mkdir -p /root/prey; echo mine >/root/prey/authorized_keys; chmod 700 /root/prey; chown -R root:root /root/prey
    runuser -u pi -- sh -c 'mv ~/.ssh ~/.ssh.own; ln -s /root/prey ~/.ssh'`;
  await master.exec(["sh", "-ec", script]);
  await freshCoordinator(field);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const { stdout } = await master.exec(["stat", "-c", "%U %a", "/root/prey", "/root/prey/authorized_keys"]);
  const { stdout: content } = await master.exec(["cat", "/root/prey/authorized_keys"]);
  await master.exec(["sh", "-ec", "runuser -u pi -- sh -c 'rm ~/.ssh; mv ~/.ssh.own ~/.ssh'; rm -r /root/prey"]);
  const isSame = stdout.trim() === "root 700\nroot 644" && content === "mine\n";
  yield verdict(
    "9",
    "link-ssh",
    "the owner's user links ~/.ssh to a folder of root's",
    !isSame && stdout.trim().replace("\n", ", "),
  );
}

/** Killed at a bad moment, both come back as who they were. */
async function* kills(field: Field): AsyncGenerator<Outcome> {
  const { master, worker, isShort } = field;
  const kill = (pi: typeof master, unit: string) => () =>
    pi.exec(["systemctl", "kill", "--signal=KILL", "--kill-who=main", unit]);
  const cases = [
    ["13", "kill-coordinator", [NODES.master, NODES.worker], kill(master, "pi-coordinator")],
    ["14", "kill-agent", [NODES.worker], kill(worker, "pi-agent")],
    ["11", "card-read-only", [NODES.worker], () => readOnly(field)],
    ...(isShort
      ? []
      : ([
          ["10", "plug-pulled", [NODES.worker], () => worker.pressReset()],
          ["16", "lease-moved", [NODES.worker], () => field.lab.rack.changeLease(worker)],
        ] as const)),
  ] as const;
  for (const [of, id, nodes, action] of cases) {
    const back = await reconnected(field, nodes, 90, action);
    const seen = "seconds until the same nodes are connected again";
    yield {
      of,
      id,
      title: "and then not itself any more",
      figures: { adopted: back },
      limits: { adopted: id === "plug-pulled" ? 60 : 15 },
      seen,
    };
  }
  await worker.exec(
    ["sh", "-c", "mount -o remount,rw,bind /boot/firmware; mount -o remount,rw,bind /var/lib/pi-agent"],
    { check: false },
  );
}

/** The card goes read-only under the agent, which is then started anew. */
const readOnly = ({ worker }: Field) =>
  worker.exec([
    "sh",
    "-ec",
    "mount --bind /var/lib/pi-agent /var/lib/pi-agent; mount -o remount,ro,bind /var/lib/pi-agent; mount -o remount,ro,bind /boot/firmware; systemctl restart pi-agent",
  ]);
