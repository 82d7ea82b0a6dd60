/**
 * The real coordinator as a child process, which kills itself right after the transition that it is told to.
 * Arguments: configuration directory, state directory, number of the fatal transition (0: none; answer: when it knows
 * which version of Kubernetes the rack gets, and has not written it down yet), endpoints.
 */
import { fixed, journal, runCoordinator, type Store } from "@rackberry/coordinator/testing";

const [configDirectory = "", stateDirectory = "", fatal = "0", ...endpoints] = process.argv.slice(2);

/** What the parent is told whenever something changed. */
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
  const setKubernetes: Store["setKubernetes"] = (record) => {
    if (fatal === "answer") process.kill(process.pid, "SIGKILL");
    store.setKubernetes(record);
  };
  return { ...store, adopt: after(store.adopt), setState: after(store.setState), setKubernetes };
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
          const heard = fleet.changed.rung;
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
