/**
 * The real coordinator as a child process that reports its cost whenever its parent asks. Arguments: configuration
 * directory, state directory, milliseconds between two agents that it finds, endpoints. Unlike the light rack's, it
 * does no checks of its own, so that the cost is the product's alone.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Dial, type Fleet, fixed, journal, runCoordinator, type Store } from "@rackberry/coordinator/testing";

const [configDirectory = "", stateDirectory = "", apart = "0", ...endpoints] = process.argv.slice(2);

/** A rack's progress, and its cost to the coordinator so far. */
export interface Cost {
  /** Milliseconds since the coordinator began to look for agents. */
  readonly ms: number;
  readonly nodesReady: number;
  readonly connected: number;
  /** Unfinished tokens and operations, and nodes that have not been sent all names and routes. */
  readonly unfinished: number;
  /** User and system time of the process since it began to look for agents, in milliseconds. */
  readonly cpuMs: number;
  /** Peak memory of the process, in KiB. */
  readonly peakKib: number;
  readonly commands: number;
  /** Those of `commands` that are apply, which carries names and routes. */
  readonly applies: number;
  /** Transactions of the database. */
  readonly writes: number;
}

const count = { commands: 0, applies: 0, writes: 0 };

const WRITES = [
  ...["adopt", "update", "setCluster", "setInitSettings", "setKubernetes", "setMirror", "addToken"],
  ...["removeToken", "putStranger", "removeStranger", "approve", "putPackage", "setRollout", "addSteps"],
] as const satisfies readonly (keyof Store)[];

/** Counts real writes: most calls of setState find nothing to change, and write nothing. */
function counted(store: Store): Store {
  const counting = WRITES.map((name) => {
    const write = store[name] as (...values: unknown[]) => void;
    return [
      name,
      (...values: unknown[]) => {
        count.writes++;
        write(...values);
      },
    ];
  });
  const setState: Store["setState"] = (...values) => {
    const before = store.nodes();
    store.setState(...values);
    if (store.nodes() !== before) count.writes++;
  };
  return { ...store, ...Object.fromEntries(counting), setState };
}

const countingDial =
  (dial: Dial): Dial =>
  async (endpoint, signal) => {
    const link = await dial(endpoint, signal);
    const send: typeof link.channel.send = (frame) => {
      count.commands++;
      if (frame.kind === "apply") count.applies++;
      link.channel.send(frame);
    };
    return { ...link, channel: { ...link.channel, send } };
  };

function unfinished(fleet: Fleet): number {
  const operations = fleet.store.nodes().filter(({ operation }) => operation);
  const untold = [...fleet.sessions].filter(
    ([name, { applied }]) => applied === undefined || applied.all !== fleet.fingerprints(fleet, name).all,
  );
  return fleet.store.tokens().length + operations.length + untold.length;
}

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
process.once("disconnect", () => process.exit(1));

await runCoordinator(
  {
    ...{ configDirectory, stateDirectory, ownSerial: "m1", wrapStore: counted, wrapDial: countingDial },
    log: journal((line) => process.stderr.write(line)),
    async *candidates(fleet) {
      const { store, sessions } = fleet;
      const begin = performance.now();
      const usage = process.cpuUsage();
      process.on("message", () => {
        const { user, system } = process.cpuUsage(usage);
        const nodes = store.nodes();
        const cost: Cost = {
          ms: performance.now() - begin,
          nodesReady: nodes.filter(({ phase }) => phase === "ready").length,
          connected: sessions.size,
          unfinished: unfinished(fleet),
          cpuMs: (user + system) / 1000,
          peakKib: process.resourceUsage().maxRSS,
          ...count,
        };
        process.send?.(cost);
      });
      process.send?.("looks");
      for (const endpoint of endpoints) {
        yield* fixed([endpoint]);
        if (apart !== "0") await sleep(Number(apart));
      }
    },
  },
  stop.signal,
);
process.disconnect?.();
