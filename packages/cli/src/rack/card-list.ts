/** cards.json: the cards that were made for the rack. It contains no secrets. */
import { join } from "node:path";
import type { NodeRole } from "@rackberry/config";
import { AppError, grammar } from "@rackberry/protocol";
import { writeOwned } from "../owned-file.ts";
import { shownPath } from "../shown-path.ts";
import type { Context } from "../verb.ts";
import { readText } from "./rack-directory.ts";

export interface MadeCard {
  /** 32 hex digits. */
  readonly id: string;
  readonly role: NodeRole;
  /** The Pi's name; if absent, the rack names it. */
  readonly name?: string;
  /** When it was made, ISO 8601. */
  readonly time: string;
  /** The system on it, as shown to a person. */
  readonly os: string;
  /** Only on the master's card: the mark of the secrets with which it was made. */
  readonly mark?: string;
}

export const CARD_LIST = "cards.json";

/** In the order in which they were made; empty if there is no list yet. Throws `invalid` when it is damaged. */
export async function readCards(directory: string): Promise<readonly MadeCard[]> {
  const path = join(directory, CARD_LIST);
  const content = await readText(path);
  if (content === undefined) return [];
  try {
    const list = parsed(content);
    if (!Array.isArray(list)) throw new Error("it is not a list");
    return list.map(parseCard);
  } catch (cause) {
    const cure = "correct it, or restore it from your backup";
    const reason = (cause as Error).message;
    throw new AppError(
      "invalid",
      `${shownPath(path)} is not the list of cards that pictl card wrote (${reason}): ${cure}; without it, use --master or --worker for each card`,
      { cause },
    );
  }
}

/** Adds them. Removes the card `replaced`, and the master's earlier card when a new one is made. */
export async function recordCards(
  { directory, home }: Pick<Context, "directory" | "home">,
  made: readonly MadeCard[],
  replaced?: string,
): Promise<void> {
  const path = join(directory, CARD_LIST);
  const hasMaster = made.some(isMaster);
  try {
    // Read again: another pictl may have made a card meanwhile.
    const kept = (await readCards(directory)).filter((card) => card.id !== replaced && !(hasMaster && isMaster(card)));
    await writeOwned(path, `${JSON.stringify([...kept, ...made], null, 2)}\n`, { mode: 0o644, home });
  } catch (cause) {
    const ids = made.map(({ id }) => id).join(", ");
    const { code, message } = AppError.from(cause);
    throw new AppError(code, `made (card id ${ids}), but not recorded: ${message}`, { cause });
  }
}

export const isMaster = ({ role }: Pick<MadeCard, "role">): boolean => role === "control-plane";

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new Error("it is not JSON", { cause });
  }
}

function parseCard(value: unknown): MadeCard {
  const { id, role, name, time, os, mark } = (value ?? {}) as Record<string, unknown>;
  if (role !== "control-plane" && role !== "worker") throw new Error("a card has no role");
  if (typeof time !== "string" || Number.isNaN(Date.parse(time))) throw new Error("a card has no time");
  if (typeof os !== "string") throw new Error("a card has no os");
  if (name !== undefined && typeof name !== "string") throw new Error("a card's name is not text");
  if (mark !== undefined && typeof mark !== "string") throw new Error("a card's mark is not text");
  const more = { ...(name === undefined ? {} : { name }), ...(mark === undefined ? {} : { mark }) };
  return { id: grammar.cardId(id), role, time, os, ...more };
}
