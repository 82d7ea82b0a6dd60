/** Accidents and links: killed, unplugged, moved or read-only, both programs come back with the same identity. */

import { until } from "../../story/wait.ts";
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import { freshCoordinator, journalSays, NODES, reconnected } from "../say.ts";

export async function* faults(field: Field): AsyncGenerator<Outcome> {
  yield* links(field);
  yield* withoutApiServer(field);
  yield* kills(field);
}

/** Links in the home directory of the owner's user, to which root writes. */
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

/** Killed at a bad moment, both come back with the same identity. */
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

/** The card goes read-only under the agent, which is then restarted. */
const readOnly = ({ worker }: Field) =>
  worker.exec([
    "sh",
    "-ec",
    "mount --bind /var/lib/pi-agent /var/lib/pi-agent; mount -o remount,ro,bind /var/lib/pi-agent; mount -o remount,ro,bind /boot/firmware; systemctl restart pi-agent",
  ]);

/** The API server is unreachable while a worker is reset: that does not mean the worker is absent. */
async function* withoutApiServer(field: Field): AsyncGenerator<Outcome> {
  const { master, lab } = field;
  const { cardId, cardSecret } = field.card();
  const args = { address: await field.guest(), cardSecret, joined: true, greeting: { serial: field.serial(), cardId } };
  const guest = field.act<object>("agent", args, { seconds: 200, at: field.guests });
  const { name } = await guest.heard<{ name: string }>((word) => "adopted" in word, 20);
  const manifest = "/etc/kubernetes/manifests/kube-apiserver.yaml";
  const listens = async () => (await master.exec(["ss", "-Hltn", "sport = :6443"])).stdout.trim() !== "";
  await master.exec(["mv", manifest, "/root/"]);
  try {
    await until("no API server", async () => !(await listens()), { limit: 60 });
    const lost = () => journalSays(master, "pi-coordinator", new RegExp(`^disconnected node="${name}"`));
    const before = await lost();
    await lab.pictl(["reset", name, "--yes"], { check: false });
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    const times = (await lost()) - before;
    const title = "a worker is reset while the API server is away: its session is dropped again and again";
    yield {
      of: "M4 13",
      id: "api-server-away",
      title,
      figures: { gains: Math.max(0, times - 2) },
      limits: { gains: 0 },
    };
  } finally {
    await master.exec(["mv", "/root/kube-apiserver.yaml", manifest]);
    await until("the API server again", listens, { limit: 120 });
  }
  await guest.stop();
}
