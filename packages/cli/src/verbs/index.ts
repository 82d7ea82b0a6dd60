import type { Verb } from "../verb.ts";
import { card } from "./card.ts";
import { init } from "./init.ts";

/** In the order of a rack's life. */
export const VERBS: readonly Verb[] = [init, card];
