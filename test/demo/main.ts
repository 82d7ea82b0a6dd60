/**
 * `make demo`: three blank Pis are plugged into the switch and become a cluster without any typing. Runs until Ctrl-C;
 * with --once it ends by itself. Exit code 0 only if every node is ready, and nginx answers on every node's address
 * and, by its Service's name, to a pod on another node.
 */
import type { Pi } from "../rack/api.ts";
import { account, lastLine } from "../story/account.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { deployNginx, pageByName, pages } from "../story/nginx.ts";
import { allReady } from "../story/ready.ts";
import { accounts, timeline } from "./timeline.ts";
import { view } from "./view.ts";

const NODES = 3;
const FOREVER = 2 ** 31 - 1;
const INTERRUPTED = 130;
const stop = new AbortController();
const stopped = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));

const lab = await openLab({ name: "demo", onLog: say });
// Not before: finished builds are kept, and the build's own programs get the signal too.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stop.abort());
// A pending promise would not keep the process alive.
setInterval(() => {}, FOREVER);
let code = 1;
try {
  const result = await Promise.race([demo(lab), stopped]);
  if (result && !process.argv.includes("--once")) {
    say(howToReach(lab));
    await stopped;
  }
  say(result?.line ?? "demo: interrupted");
  code = result?.code ?? INTERRUPTED;
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : error}`);
} finally {
  await lab.close();
}
// Interrupted work may still be waiting for a rack that has been removed.
process.exit(code);

async function demo(lab: Lab): Promise<{ readonly line: string; readonly code: number }> {
  say("made a rack with pictl init, now three cards with pictl card");
  const pis = [await lab.pi({ master: true }), await lab.pi(), await lab.pi()];
  say("plugging in three Pis at once; from here on nothing is touched");
  const begin = Date.now();
  await Promise.all(pis.map((pi) => pi.plugIn()));
  await allReady(lab, NODES, { onStatus: view(begin) });

  const [master] = pis as [Pi];
  const deployed = Date.now();
  const port = await deployNginx(lab, master);
  const addresses = await Promise.all(pis.map(async (pi) => (await pi.address()) ?? ""));
  const answered = await pages(lab, addresses, port);
  const end = Date.now();

  console.log((await lab.kubectl(master, ["get", "nodes", "-o", "wide"])).trimEnd());
  for (const address of addresses) console.log(`nginx answers on http://${address}:${port}/`);
  const { from, to } = await pageByName(lab, master);
  console.log(`nginx answers on http://nginx to a pod on ${from}; it runs on ${to}`);
  const status = await lab.status();
  if (!status) throw new Error("the coordinator does not answer any more");
  const spent = await accounts(status, pis);
  console.log(`\n${timeline(status, spent).join("\n")}\n`);
  const ready = status.nodes.filter((node) => node.phase === "ready").length;
  return {
    line: lastLine(ready, answered, NODES, account(spent, end - deployed, end)),
    code: ready === NODES && answered === NODES ? 0 : 1,
  };
}

function howToReach({ directory, rack: { pis } }: Lab): string {
  const [master] = pis;
  return `The cluster is up. In another terminal, as root, in this folder:
  npm run rack -- list                          the Pis of this rack
  npm run rack -- sh ${master?.name}                       a shell on the master
  npm run rack -- exec ${master?.name} journalctl -u pi-agent
  ${directory}   is the owner's rack directory
Ctrl-C ends it and leaves the machine as it was.`;
}

function say(line: string): void {
  console.log(line);
}
