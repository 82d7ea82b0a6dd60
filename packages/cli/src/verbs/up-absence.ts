/** What the person hears while the rack's coordinator is not there. */
import type { AppError } from "@rackberry/protocol";
import { shortCardId } from "../labels/label-sheet.ts";
import type { MadeCard } from "../rack/card-list.ts";
import type { Context } from "../verb.ts";
import { age } from "../view.ts";

/** Milliseconds after which something may be wrong. */
const SUSPICIOUS = 60_000;

export interface Absence {
  /** It was looked for once more, and not found. */
  again(error: AppError): void;
  /** It is there. */
  over(): void;
  /** Why it is not there; undefined when it is. */
  readonly reason: string | undefined;
}

/** From now on nobody was there; `master` is the card that its Pi was given. */
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
      redraw?.(`not there yet, ${age(waited)} …`);
      if (waited < SUSPICIOUS || isTold) return;
      isTold = true;
      redraw?.("");
      for (const line of [`not there after ${age(waited)}: ${reason}`, ...hints(master)]) note(line);
    },
    over() {
      if (reason !== undefined) redraw?.("");
      [since, reason, isTold] = [undefined, undefined, false];
    },
  };
}

const hints = (master: MadeCard | undefined): readonly string[] => [
  "  its first boot takes some minutes, and the coordinator is installed at its end. If it goes on:",
  master
    ? `  has the master Pi power, its card (${shortCardId(master.id)}) in it, and a cable in the switch?`
    : "  no master's card is in cards.json: has one been made, and is it in a Pi that has power?",
  "  is this computer on the same network? A guest Wi-Fi or a VLAN keeps the two apart",
  "  on a Mac: System Settings, Privacy & Security, Local Network must allow your terminal",
  "  your router lists the master's address: pictl up --coordinator ADDRESS",
];
