/** From arguments to a verb, and from an error to one line and an exit code. */
import { AppError } from "@rackberry/protocol";
import { findVerb, parse } from "./command-line.ts";
import { parseEndpoint } from "./coordinator/endpoint.ts";
import { fitHelp } from "./fit-help.ts";
import { overview, verbHelp } from "./help.ts";
import { plainLines } from "./plain.ts";
import { currentRack, placeForRack } from "./rack/current-rack.ts";
import { looseSecrets } from "./rack/loose-secrets.ts";
import { type Context, isUsageError, usageError } from "./verb.ts";
import { VERBS } from "./verbs/index.ts";
import { VERSION } from "./version.ts";

export type Surroundings = Omit<Context, "directory" | "coordinator"> & {
  /** Whether standard output is missing. */
  readonly isOutputClosed?: boolean;
  /** Whether writing to standard output has failed, which ends the verb like Ctrl-C. */
  readonly isAnswerLost?: () => boolean;
};

const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Returns the exit code; everything else goes through `print` and `note`. */
export async function runPictl(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const note = (line: string) => surroundings.note(plainLines(line));
  try {
    return await dispatch(argv, { ...surroundings, note });
  } catch (cause) {
    if (surroundings.signal.aborted) return EXIT.interrupted;
    const error = AppError.from(cause);
    note(`pictl: ${error.message}`);
    return isUsageError(error) ? EXIT.usage : EXIT.failed;
  }
}

async function dispatch(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { isOutputClosed = false, isAnswerLost, ...context } = surroundings;
  const { verb, rest } = findVerb(argv);
  const { values, positionals } = parse(rest, verb);
  const needsOutput = values.version || values.help || verb?.onlyAnswers?.(values);
  if (isOutputClosed && needsOutput)
    throw new AppError("refused", "standard output is closed, but the answer goes there");
  if (values.version) context.print(`pictl ${VERSION}`);
  else if (values.help) context.print(fitHelp(verb ? verbHelp(verb) : overview(VERBS), context.columns()));
  else if (!verb)
    throw usageError(`a verb is missing; use one of: ${VERBS.map(({ name }) => name).join(", ")} (pictl --help)`);
  else {
    const [least, most] = verb.takes;
    if (positionals.length < least || positionals.length > most) {
      throw usageError(`usage: pictl ${verb.name} ${verb.usage} (pictl ${verb.name} --help)`);
    }
    const coordinator = coordinatorOf(values.coordinator);
    const directory = verb.makesRack ? placeForRack(values.rack, context) : await currentRack(values.rack, context);
    for (const sentence of await looseSecrets(directory)) context.note(sentence);
    try {
      return await verb.run({ ...context, directory, coordinator }, positionals, values);
    } catch (cause) {
      const isInterrupted = context.signal.aborted && !isAnswerLost?.();
      if (isInterrupted && verb.interrupted) context.note(`pictl: interrupted: ${verb.interrupted}`);
      throw cause;
    }
  }
  return EXIT.done;
}

function coordinatorOf(given: string | undefined): string {
  try {
    if (given !== undefined) parseEndpoint(given);
    return given ?? "";
  } catch (cause) {
    throw usageError(`--coordinator: ${AppError.from(cause).message}`);
  }
}
