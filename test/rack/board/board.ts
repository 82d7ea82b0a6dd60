import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Board, PiSpec } from "../api.ts";
import { killGroup, removeGroup } from "../cgroups.ts";
import { macAddress } from "../firmware/board.ts";
import { inTurns } from "../in-turn.ts";
import { setLink } from "../pi/pi.ts";
import { load } from "./load.ts";
import { type BoardPlace, type Machine, makePort, switchOn } from "./machine.ts";

/** The emulated machine's model, as in its device tree. */
const MODEL = "Raspberry Pi 3 Model B";

/** Callbacks from the board to the rack. */
export interface BoardListener {
  log(line: string): void;
  /** The board's power has changed. */
  changed(board: Board): void;
  leaseOf(mac: string): string | undefined;
}

/** Makes a board without a card or power. */
export function createBoard(place: BoardPlace, spec: Omit<PiSpec, "model">, listener: BoardListener): Board {
  const hardware = { ...spec, model: MODEL };
  const mac = macAddress(hardware);
  const console = join(place.folder, "console.log");
  let power = false;
  let machine: Machine | undefined;
  let port: Promise<void> | undefined;
  let card: string | undefined;
  let boots = 0;
  let poweredOnAt: number | undefined;
  const inTurn = inTurns();
  const say = (line: string) => listener.log(`${spec.name}: ${line}`);

  const boot = async (): Promise<void> => {
    place.closing.throwIfAborted();
    if (card === undefined) throw new Error(`${spec.name} has no card: insert one before plugging it in`);
    boots += 1;
    say(`boot ${boots}`);
    port ??= makePort(place);
    await port;
    const loaded = await load(join(place.folder, "firmware"), hardware, card);
    appendFileSync(console, `\n[firmware] ${MODEL}, kernel command line: ${loaded.commandLine}\n`);
    const started = await switchOn(place, loaded, { image: card, mac, console });
    machine = started;
    listener.changed(board);
    void started.ended.then((how) => inTurn(() => afterEnd(started, how)));
  };
  /** The machine ended by itself. A pulled plug has already changed the state. */
  const afterEnd = async (ended: Machine, how: string): Promise<void> => {
    if (machine !== ended) return;
    machine = undefined;
    listener.changed(board);
    if (place.closing.aborted) return;
    if (how === "rebooted") await boot().catch((error) => say(String(error)));
    else say(how === "off" ? "powered off" : `ended unexpectedly: ${ended.words()}`);
  };
  const setCable = (connected: boolean) =>
    inTurn(async () => {
      port ??= makePort(place);
      await port;
      await setLink(place, connected);
      say(connected ? "network cable plugged in" : "network cable pulled");
    });

  const board: Board = {
    ...hardware,
    mac,
    console,
    get boots() {
      return boots;
    },
    get poweredOnAt() {
      return poweredOnAt;
    },
    get running() {
      return machine !== undefined;
    },
    get card() {
      return card;
    },
    insert(image) {
      if (power) throw new Error(`${spec.name} has power: pull the plug before inserting a card`);
      card = image;
    },
    plugIn: () =>
      inTurn(async () => {
        if (power) return;
        say("plugged in");
        poweredOnAt = Date.now();
        await boot();
        power = true;
      }),
    pullPlug: () =>
      inTurn(async () => {
        if (!power) return;
        say("plug pulled");
        power = false;
        machine = undefined;
        await killGroup(place.group);
        await removeGroup(place.group);
        listener.changed(board);
      }),
    unplugNetwork: () => setCable(false),
    replugNetwork: () => setCable(true),
    address: async () => (machine ? listener.leaseOf(mac) : undefined),
  };
  writeFileSync(console, "");
  return board;
}
