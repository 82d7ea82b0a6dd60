/** The kernel's command lines of a card: what makes it useless is refused, what a person should know is said. Pure. */
import { AppError, type Contradiction, checkBootLine, contradictions, lineNotes } from "@rackberry/protocol";
import type { Partition } from "./partition.ts";
import type { KnownOs } from "./recognise-os.ts";

/** Sentences for the person. Throws `refused` for a line with which no Pi would become a node. */
export function judgeCommandLines({ commandLines, live }: Partition, firstBoot: KnownOs["firstBoot"]): string[] {
  const notes: string[] = [];
  for (const [file, text] of commandLines) {
    // One that waits for an update is checked when it is staged; until then nothing starts with it.
    if (live.has(file) || text.includes("\0")) checkBootLine(file, text);
    const said = contradictions(text).filter(({ effect }) => effect !== "no-cloud-init" || firstBoot === "cloud-init");
    const bad = said.filter(({ effect }) => FATAL.includes(effect));
    if (bad.length > 0) {
      const words = bad.map(({ word, does }) => `${word}, which ${does}`).join("; and ");
      throw new AppError("refused", `${file} contains ${words}: remove ${bad.length > 1 ? "the words" : "the word"}`);
    }
    for (const { word, does, cure = "remove the word" } of said) {
      notes.push(`${file} contains ${word}, which ${does}: ${cure}`);
    }
    notes.push(...lineNotes(file, text));
  }
  return notes;
}

const FATAL: readonly Contradiction["effect"][] = ["no-cloud-init", "no-start", "root-in-memory"];
