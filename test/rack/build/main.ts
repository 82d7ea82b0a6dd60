/** Builds what a rack boots and serves: main.ts [--arm64] [MINOR…]; without a minor, the default one. */
import { argv } from "node:process";
import { buildAll, DEFAULT_MINOR, type Minor, RELEASES } from "./index.ts";

const isMinor = (word: string): word is Minor => Object.hasOwn(RELEASES, word);
const named = argv.slice(2).filter((word) => word !== "--arm64");
const foreign = argv.includes("--arm64") ? (["arm64"] as const) : [];
const unknown = named.filter((word) => !isMinor(word));
if (unknown.length > 0) throw new Error(`served are ${Object.keys(RELEASES).join(", ")}, not ${unknown.join(", ")}`);
const versions = named.length > 0 ? named.filter(isMinor) : [DEFAULT_MINOR];
console.log(
  JSON.stringify(await buildAll({ versions, foreign, onProgress: (line) => console.log(line) }), undefined, 2),
);
