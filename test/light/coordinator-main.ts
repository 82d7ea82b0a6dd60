/**
 * The real coordinator as a child process, which kills itself at a given moment.
 * Arguments: configuration directory, state directory, fatal moment (as `Fatal`), endpoints.
 */
import { fixed, journal, runCoordinator, type Store } from "@rackberry/coordinator/testing";

const [configDirectory = "", stateDirectory = "", fatal = "0", ...endpoints] = process.argv.slice(2);

/** What is stored besides transitions: a version, a token for a node, a cluster, the access to it. */
type Written = "version" | "token" | "cluster" | "access";
/** After the transition with this number (0: never), or right before or after one of these is first written. */
export type Fatal = number | `${"before" | "after"} ${Written}`;

/** What is reported to the parent at every change. */
export interface Report {
  readonly phases: Readonly<Record<string, string>>;
  readonly connected: number;
  readonly tokens: number;
  /** Transitions on disk. */
  readonly transitions: number;
  readonly operations: number;
}

function mortal(store: Store): Store {
  let left = Number(fatal);
  const after =
    <A extends unknown[]>(method: (...values: A) => void) =>
    (...values: A) => {
      const before = store.transitions().length;
      method(...values);
      if (store.transitions().length > before && --left === 0) process.kill(process.pid, "SIGKILL");
    };
  const around =
    <A>(what: (value: A) => Written | undefined, method: (value: A) => void) =>
    (value: A) => {
      const written = what(value);
      if (fatal === `before ${written}`) process.kill(process.pid, "SIGKILL");
      method(value);
      if (fatal === `after ${written}`) process.kill(process.pid, "SIGKILL");
    };
  return {
    ...store,
    adopt: after(store.adopt),
    setState: after(store.setState),
    setKubernetes: around((_) => "version", store.setKubernetes),
    addToken: around((_) => "token", store.addToken),
    setCluster: around((cluster) => cluster && (cluster.granted ? "access" : "cluster"), store.setCluster),
  };
}

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
process.once("disconnect", () => process.exit(1));

await runCoordinator(
  {
    configDirectory,
    stateDirectory,
    ownSerial: "m1",
    log: journal((line) => process.stderr.write(line)),
    wrapStore: mortal,
    async *candidates(fleet, signal) {
      void (async () => {
        while (!signal.aborted) {
          const heard = fleet.changed.count;
          const { store, sessions } = fleet;
          const report: Report = {
            phases: Object.fromEntries(store.nodes().map((node) => [node.name, node.phase])),
            connected: sessions.size,
            tokens: store.tokens().length,
            transitions: store.transitions().length,
            operations: store.nodes().filter((node) => node.operation).length,
          };
          process.send?.(report);
          await fleet.changed.after(heard, 250, signal);
        }
      })().catch(() => {});
      yield* fixed(endpoints);
    },
  },
  stop.signal,
);
process.disconnect?.();
