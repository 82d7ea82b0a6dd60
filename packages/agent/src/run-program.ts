/** Both programs of pi-agent end the same way: why is the last sentence, and the exit code says whose fault it was. */
import { FAILED, lastWords, MISUSED } from "@rackberry/protocol";
import type { Journal } from "./journal.ts";

/** What `parse` throws is wrong usage; everything else that ends the program is a failure. */
export function runProgram<A>(log: Journal, parse: () => A, main: (options: A) => Promise<void>): void {
  const end = (code: number) => (cause: unknown) => {
    lastWords(cause, { program: "pi-agent", toJournal: log.error });
    process.exit(code);
  };
  process.on("uncaughtException", end(FAILED));
  process.on("unhandledRejection", end(FAILED));
  try {
    main(parse()).then(() => process.exit(0), end(FAILED));
  } catch (cause) {
    end(MISUSED)(cause);
  }
}
