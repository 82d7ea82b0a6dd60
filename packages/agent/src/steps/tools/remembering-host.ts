/**
 * A host that remembers its answers. A step checks, looks again before it changes anything, and checks again, and every
 * program takes a Pi 10 ms. An answer is forgotten with the first effect that may have changed it, and whenever a loop
 * waits, so a check after a change asks the system again.
 */
import type { Argv, Clock, Host } from "../../host/host.ts";

/** What dpkg knows changes only through programs; what runs now also changes through files and by itself. */
type Question = "packages" | "now";

const questionOf = ([program, ...args]: Argv): Question | undefined => {
  if (program === "dpkg-query") return "packages";
  if (program === "systemctl" && args[0] === "show") return "now";
  if (program === "ctr" && args.includes("list")) return "now";
  return undefined;
};

/** Both replace those given: waiting must use this clock. */
export function rememberingHost(host: Host, clock: Clock): { readonly host: Host; readonly clock: Clock } {
  const answers = { packages: new Map<string, Promise<string>>(), now: new Map<string, Promise<string>>() };
  const afterwards = async <T>(kinds: readonly Question[], effect: Promise<T>): Promise<T> => {
    try {
      return await effect;
    } finally {
      for (const kind of kinds) answers[kind].clear();
    }
  };
  return {
    host: {
      run(argv, options) {
        const question = questionOf(argv);
        if (!question) return afterwards(["packages", "now"], host.run(argv, options));
        const known = answers[question];
        const key = JSON.stringify(argv);
        const answer = known.get(key) ?? host.run(argv, options);
        known.set(key, answer);
        answer.catch(() => known.delete(key));
        return answer;
      },
      runUnit: (...all) => afterwards(["packages", "now"], host.runUnit(...all)),
      pendingUnit: (unit) => host.pendingUnit(unit),
      read: (...all) => host.read(...all),
      write: (...all) => afterwards(["now"], host.write(...all)),
      remove: (path) => afterwards(["now"], host.remove(path)),
      makeDirectory: (...all) => host.makeDirectory(...all),
      list: (path) => host.list(path),
      info: (path) => host.info(path),
    },
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      sleep: (...all) => afterwards(["packages", "now"], clock.sleep(...all)),
    },
  };
}
