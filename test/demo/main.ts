/**
 * `make demo`: three blank Pis plugged into the switch become a cluster, and nobody types anything. Stays up until
 * Ctrl-C; with --once it ends by itself. Exit code 0 only if every node is Ready and every node's nginx answers.
 */
import { once } from "node:events";
import type { Pi } from "../rack/api.ts";
import { account, lastLine } from "../story/account.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { deployNginx, pages } from "../story/nginx.ts";
import { allReady } from "../story/ready.ts";
import { accounts, timeline } from "./timeline.ts";
import { show } from "./view.ts";

const NODES = 3;
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());

const lab = await openLab({ name: "demo", onLog: say });
try {
  process.exitCode = await Promise.race([demo(lab), stopped()]);
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  stop.abort();
  await lab.close();
}

async function demo(lab: Lab): Promise<number> {
  say("made a rack with pictl init, now three cards with pictl card");
  const pis = [await lab.pi({ master: true }), await lab.pi(), await lab.pi()];
  say("plugging in three Pis at once; from here on nothing is touched");
  const begin = Date.now();
  await Promise.all(pis.map((pi) => pi.plugIn()));
  const view = new AbortController();
  const shown = show(lab, begin, AbortSignal.any([view.signal, stop.signal]));
  const status = await allReady(lab, NODES).finally(() => view.abort());
  await shown;

  const [master] = pis as [Pi];
  const deployed = Date.now();
  const port = await deployNginx(lab, master);
  const addresses = await Promise.all(pis.map(async (pi) => (await pi.address()) ?? ""));
  const answered = await pages(lab, addresses, port);
  const end = Date.now();

  console.log((await lab.kubectl(master, ["get", "nodes", "-o", "wide"])).trimEnd());
  for (const address of addresses) console.log(`nginx answers on http://${address}:${port}/`);
  const spent = await accounts(status, pis);
  console.log(`\n${timeline(status, spent).join("\n")}\n`);
  if (!process.argv.includes("--once")) await linger(lab, pis);
  console.log(
    lastLine(
      status.nodes.filter((node) => node.phase === "ready").length,
      answered,
      NODES,
      account(spent, end - deployed, end),
    ),
  );
  return answered === NODES ? 0 : 1;
}

async function linger(lab: Lab, [master]: readonly Pi[]): Promise<void> {
  console.log(`The cluster is up. In another terminal, as root, in this folder:
  npm run rack -- list                          the Pis of this rack
  npm run rack -- sh ${master?.name}                       a shell on the master
  npm run rack -- exec ${master?.name} journalctl -u pi-agent
  ${lab.directory}   is the owner's rack directory
Ctrl-C ends it and leaves the machine as it was.`);
  if (!stop.signal.aborted) await once(stop.signal, "abort");
}

async function stopped(): Promise<number> {
  if (!stop.signal.aborted) await once(stop.signal, "abort");
  // The demo that has shown its result prints its last line itself.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return 130;
}

function say(line: string): void {
  console.log(line);
}
