/** What is printed while the rack's coordinator cannot be found. */
import type { AppError } from "@rackberry/protocol";
import { shortCardId } from "../labels/label-sheet.ts";
import type { MadeCard } from "../rack/card-list.ts";
import type { Context } from "../verb.ts";
import { age } from "../view.ts";

/** Milliseconds after which something may be wrong, and hints are printed. */
const SUSPICIOUS = 60_000;

export interface Absence {
  /** Another search has failed. */
  again(error: AppError): void;
  /** It has been found. */
  over(): void;
  /** The last search's error; undefined once it has been found. */
  readonly reason: string | undefined;
}

/** Counts the time from now; `master` is the card of the coordinator's Pi. */
export function absence(
  { note, redraw, now }: Pick<Context, "note" | "redraw" | "now">,
  master: MadeCard | undefined,
): Absence {
  let since: number | undefined = now();
  let reason: string | undefined;
  let isTold = false;
  return {
    get reason() {
      return reason;
    },
    again(error) {
      since ??= now();
      reason = error.message;
      const waited = now() - since;
      redraw?.(`not found yet, ${age(waited)} …`);
      if (waited < SUSPICIOUS || isTold) return;
      isTold = true;
      redraw?.("");
      for (const line of [`not found after ${age(waited)}: ${reason}`, ...hints(master)]) note(line);
    },
    over() {
      if (reason !== undefined) redraw?.("");
      [since, reason, isTold] = [undefined, undefined, false];
    },
  };
}

const hints = (master: MadeCard | undefined): readonly string[] => [
  "  its first boot takes some minutes, and the coordinator is installed at the end of it. If this continues:",
  master
    ? `  is the master Pi powered, with its card (${shortCardId(master.id)}) in it, and connected to the switch?`
    : "  cards.json lists no master's card: has one been made, and is it in a Pi that is powered?",
  "  is this computer on the same network? A guest Wi-Fi or a VLAN may separate them",
  "  on a Mac: System Settings, Privacy & Security, Local Network must allow your terminal",
  "  if your router lists the master's address: pictl up --coordinator ADDRESS",
];
