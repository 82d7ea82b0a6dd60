/** Pictl's verbs and options, as a shell's completion needs them. Pure. */
import { COMMON_OPTIONS, type Verb } from "../verb.ts";

export interface Option {
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  readonly takesValue: boolean;
}

export interface Row extends Pick<Verb, "name" | "summary" | "completes"> {
  readonly options: readonly Option[];
}

export interface Table {
  readonly verbs: readonly Row[];
  /** Options of every verb; not repeated in each row. */
  readonly common: readonly Option[];
}

export const tableOf = (verbs: readonly Verb[]): Table => ({
  verbs: verbs.map(({ name, summary, completes, options }) => ({
    ...{ name, summary, completes },
    options: optionsOf(options),
  })),
  common: optionsOf(COMMON_OPTIONS),
});

const optionsOf = (options: Verb["options"]): Option[] =>
  Object.entries(options).map(([name, { type, short }]) => ({ name, short, takesValue: type === "string" }));

/** As the user types them: -o, --output. */
export const spellings = ({ name, short }: Option): string[] => [...(short ? [`-${short}`] : []), `--${name}`];

/** The text as one shell word. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
