/** From arguments to a verb and its options. Pure; throws usage errors. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { nearest } from "@rackberry/config";
import { AppError, quoted } from "@rackberry/protocol";
import { COMMON_OPTIONS, usageError, type Verb } from "./verb.ts";
import { VERBS } from "./verbs/index.ts";

/** The first word that is not an option; options common to all verbs may precede it. */
export function findVerb(argv: readonly string[]): { readonly verb?: Verb; readonly rest: string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: COMMON_OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.filter((token) => token.kind === "positional");
  const [word] = words;
  if (!word) return { rest: [...argv] };
  const rest = argv.toSpliced(word.index, 1);
  if (word.value === "help" || word.value === "version") return findVerb([...rest, `--${word.value}`]);
  const verb = VERBS.find(({ name }) => name === word.value);
  if (verb) return { verb, rest };
  const later = VERBS.find(({ name }) => words.some(({ value }) => value === name));
  const before = argv.slice(0, word.index).some((argument) => argument.startsWith("-"));
  if (later && before) throw usageError(`the verb has to come first: pictl ${later.name} … (pictl --help)`);
  const meant = nearest(
    word.value,
    VERBS.map(({ name }) => name),
  );
  throw usageError(
    `there is no verb ${isWord(word.value) ? word.value : quoted(word.value)}${meant ? `; did you mean ${meant}?` : ""} (pictl --help)`,
  );
}

const isWord = (text: string): boolean => /^[!-~]{1,80}$/.test(text);

/** An option without a value, or given twice with different values, would silently do something else. */
export function parse(args: string[], verb: Verb | undefined) {
  const help = `(pictl ${verb ? `${verb.name} ` : ""}--help)`;
  const { tokens, ...parsed } = strictly(args, { ...verb?.options, ...COMMON_OPTIONS }, help);
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional" && token.value === "") throw usageError(`an argument is empty ${help}`);
    if (token.kind !== "option" || token.value === undefined) continue;
    const { name, rawName, value } = token;
    if (value === "") throw usageError(`${rawName} has no value ${help}`);
    if (given.has(name) && given.get(name) !== value) throw usageError(`${rawName} is given twice ${help}`);
    given.set(name, value);
  }
  return parsed;
}

function strictly<T extends ParseArgsOptionsConfig>(args: string[], options: T, help: string) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true, tokens: true });
  } catch (cause) {
    const [reason = ""] = AppError.from(cause).message.split(/\. To specify/);
    const [, unknown] = /^Unknown option '--([^']*)'/.exec(reason) ?? [];
    const meant = unknown === undefined ? undefined : nearest(unknown, Object.keys(options));
    throw usageError(`${reason}${meant ? `; did you mean --${meant}?` : ""} ${help}`);
  }
}
