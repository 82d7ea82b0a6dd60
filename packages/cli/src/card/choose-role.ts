/** Whose card is made: the master's or a node's. Pure. */
import type { NodeRole } from "@rackberry/config";
import { AppError } from "@rackberry/protocol";
import { shortCardId } from "../labels/label-sheet.ts";
import { isMaster, type MadeCard } from "../rack/card-list.ts";
import { usageError, type Values } from "../verb.ts";

/** `either`: the master's as long as there is none, else a node's. */
export type RoleWish = "master" | "master-again" | "worker" | "either";

export interface ChosenRole {
  readonly role: NodeRole;
  /** Sentences for the person. */
  readonly notes: readonly string[];
}

/** Throws a usage error. */
export function roleWish({ master, worker, again }: Values): RoleWish {
  if (master && worker) throw usageError("--master and --worker exclude each other (pictl card --help)");
  if (again && !master) throw usageError("--again goes with --master (pictl card --help)");
  if (worker) return "worker";
  if (!master) return "either";
  return again ? "master-again" : "master";
}

/** What is wished for the cards that the same command makes after the first. */
export const laterWish = (wish: RoleWish): RoleWish => (wish === "either" ? "either" : "worker");

/** `others`: the cards that were made, without the one that is made anew. Throws `refused` for a second master's card. */
export function chooseRole(wish: RoleWish, others: readonly MadeCard[], rack: string): ChosenRole {
  if (wish === "worker") return { role: "worker", notes: [] };
  const before = others.find(isMaster);
  if (!before) return { role: "control-plane", notes: wish === "either" ? [firstCard(rack)] : [] };
  if (wish === "either") return { role: "worker", notes: [] };
  const which = `${shortCardId(before.id)} (made ${before.time.slice(0, 10)}, ${before.os})`;
  if (wish === "master-again") {
    const notes = [`warning: do not use the master's card ${which} any more: it would make a second master`];
    return { role: "control-plane", notes };
  }
  throw new AppError(
    "refused",
    `${rack} already has a master's card, ${which}, and two of them would make two masters: leave out --master for a worker's card; if that card is lost or no longer used, use --master --again`,
  );
}

const firstCard = (rack: string) =>
  `${rack} has no master's card yet, so this becomes it, and its Pi becomes the control plane (--worker makes a worker's card)`;
