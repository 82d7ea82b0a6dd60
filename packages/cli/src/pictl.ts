/** From arguments to a verb, from an error to one line and an exit code. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { overview, VERSION, verbHelp } from "./help.ts";
import { type Context, isUsageError, usageError, type Verb } from "./verb.ts";
import { VERBS } from "./verbs/index.ts";

export type Surroundings = Omit<Context, "directory" | "coordinator"> & {
  readonly environment: Readonly<Record<string, string | undefined>>;
};

const GLOBAL = {
  rack: { type: "string", short: "C" },
  coordinator: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Answers the exit code; everything else goes through `print` and `note`. */
export async function runPictl(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await dispatch(argv, surroundings);
  } catch (cause) {
    if (surroundings.signal.aborted) return EXIT.interrupted;
    const error = AppError.from(cause);
    surroundings.note(`pictl: ${error.message}`);
    return isUsageError(error) ? EXIT.usage : EXIT.failed;
  }
}

async function dispatch(argv: readonly string[], { environment, ...surroundings }: Surroundings): Promise<number> {
  const { verb, rest } = findVerb(argv);
  const { values, positionals } = parse(rest, verb);
  if (values.version) surroundings.print(`pictl ${VERSION}`);
  else if (values.help) surroundings.print(verb ? verbHelp(verb) : overview(VERBS));
  else if (!verb)
    throw usageError(`what shall be done? one of: ${VERBS.map(({ name }) => name).join(", ")} (pictl --help)`);
  else {
    const [least, most] = verb.takes;
    if (positionals.length < least || positionals.length > most) {
      throw usageError(`usage: pictl ${verb.name} ${verb.usage} (pictl ${verb.name} --help)`);
    }
    const directory = resolve(values.rack || environment.RACKBERRY || ".");
    return verb.run({ ...surroundings, directory, coordinator: values.coordinator ?? "" }, positionals, values);
  }
  return EXIT.done;
}

/** The first word that is no option; options that are good for every verb may stand before it. */
function findVerb(argv: readonly string[]): { verb?: Verb; rest: string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: GLOBAL,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const word = tokens.find((token) => token.kind === "positional");
  if (!word) return { rest: [...argv] };
  const rest = argv.toSpliced(word.index, 1);
  if (word.value === "help") return findVerb([...rest, "--help"]);
  const verb = VERBS.find(({ name }) => name === word.value);
  if (verb) return { verb, rest };
  const meant = nearest(
    word.value,
    VERBS.map(({ name }) => name),
  );
  throw usageError(`there is no verb ${word.value}${meant ? `; did you mean ${meant}?` : ""} (pictl --help)`);
}

function parse(args: string[], verb: Verb | undefined) {
  try {
    return parseArgs({ args, options: { ...verb?.options, ...GLOBAL }, strict: true, allowPositionals: true });
  } catch (cause) {
    const [reason = ""] = AppError.from(cause).message.split(/\. To specify/);
    throw usageError(`${reason} (pictl ${verb ? `${verb.name} ` : ""}--help)`);
  }
}
