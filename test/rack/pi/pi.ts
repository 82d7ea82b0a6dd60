import { writeFileSync } from "node:fs";
import type { Card, ExecOptions, Pi, PiSpec, SpawnOptions } from "../api.ts";
import { type BootFolder, openBootFolder } from "../card/boot-folder.ts";
import { mountFolders } from "../card/card.ts";
import { inGroups, killGroup, programsIn, removeGroup } from "../cgroups.ts";
import { macAddress } from "../firmware/board.ts";
import { inTurns } from "../in-turn.ts";
import { CLEAN_ENVIRONMENT, run, start } from "../run.ts";
import { onSwitch } from "../switch.ts";
import { enterPi, groupsToJoin } from "./enter.ts";
import { type Boot, boot, consoleLog, type Place, REBOOT } from "./power.ts";

/** A Pi's power. Halted: it has power, but its operating system has powered itself off. */
type Power = { is: "off" } | { is: "on"; boot: Boot } | { is: "halted" };

/** Callbacks from a Pi to the rack. */
export interface PiListener {
  log(line: string): void;
  /** The Pi's power or PID 1 has changed. */
  changed(pi: Pi, init: number | undefined): void;
}

/** Makes a Pi without a card or power. */
export function createPi(place: Place, spec: PiSpec, listener: PiListener): Pi {
  let power: Power = { is: "off" };
  let card: Card | undefined;
  /** The card's boot partition while an operating system runs from the card. */
  let bootFolder: BootFolder | undefined;
  let cable = true;
  let boots = 0;
  let poweredOnAt: number | undefined;
  const inTurn = inTurns();
  const become = (next: Power) => {
    power = next;
    listener.changed(pi, next.is === "on" ? next.boot.init : undefined);
  };
  const say = (line: string) => listener.log(`${spec.name}: ${line}`);

  const powerOn = async (): Promise<void> => {
    place.closing.throwIfAborted();
    if (!card) throw new Error(`${spec.name} has no card: insert one before plugging it in`);
    boots += 1;
    say(`boot ${boots} from card ${card.name}`);
    bootFolder = await openBootFolder(card.image, mountFolders(card).boot);
    const current = await boot(place, spec, card, { cable }).catch(async (error) => {
      await powerOff();
      throw error;
    });
    if (current === "rebooted") {
      await stop();
      return powerOn();
    }
    become({ is: "on", boot: current });
    void current.ended.then((code) => inTurn(() => afterEnd(current, code)));
  };
  /** The operating system ended by itself: rebooted or powered off. A pulled plug has already changed the state. */
  const afterEnd = async (ended: Boot, code: number | undefined): Promise<void> => {
    if (power.is !== "on" || power.boot !== ended) return;
    await stop();
    become({ is: "halted" });
    if (place.closing.aborted) return;
    if (code === REBOOT) await powerOn().catch((error) => say(String(error)));
    else say(code === 0 ? "powered off" : `ended unexpectedly (${code ?? "killed"}): see ${pi.console}`);
  };
  const powerOff = async (): Promise<void> => {
    become({ is: "off" });
    await stop();
    await removeGroup(place.group);
  };
  /** Ends everything that runs on the Pi, and saves what it had written to its boot partition on the card. */
  const stop = async (): Promise<void> => {
    await killGroup(place.group);
    const written = bootFolder;
    bootFolder = undefined;
    // Nobody reads the cards of a rack that is closing.
    if (!place.closing.aborted) await written?.close();
  };
  const setCable = (connected: boolean) =>
    inTurn(async () => {
      cable = connected;
      if (power.is === "on") await setLink(place, connected);
      say(connected ? "network cable plugged in" : "network cable pulled");
    });
  const enter = (argv: readonly string[]): string[] => {
    if (power.is !== "on") throw new Error(`${spec.name} is off: it cannot run ${argv[0]}`);
    return inGroups(groupsToJoin(place.group), enterPi(power.boot.init, argv));
  };

  const pi: Pi = {
    ...spec,
    mac: macAddress(spec),
    console: consoleLog(place),
    get boots() {
      return boots;
    },
    get poweredOnAt() {
      return poweredOnAt;
    },
    get running() {
      return power.is === "on";
    },
    get card() {
      return card;
    },
    insert(inserted) {
      if (power.is !== "off") throw new Error(`${spec.name} has power: pull the plug before inserting a card`);
      card = inserted;
    },
    eject() {
      if (power.is !== "off") throw new Error(`${spec.name} has power: pull the plug before taking its card`);
      place.closing.throwIfAborted();
      if (!card) throw new Error(`${spec.name} has no card`);
      const ejected = card;
      card = undefined;
      return ejected;
    },
    plugIn: () =>
      inTurn(async () => {
        if (power.is !== "off") return;
        poweredOnAt = Date.now();
        say("plugged in");
        await powerOn();
      }),
    pullPlug: () =>
      inTurn(async () => {
        if (power.is === "off") return;
        say("plug pulled");
        await powerOff();
      }),
    pressReset: () =>
      inTurn(async () => {
        if (power.is === "off") throw new Error(`${spec.name} is off: plug it in`);
        say("reset pressed");
        await powerOff();
        poweredOnAt = Date.now();
        await powerOn();
      }),
    unplugNetwork: () => setCable(false),
    replugNetwork: () => setCable(true),
    exec: async (argv, { env, ...options }: ExecOptions = {}) =>
      run(enter(argv), { ...options, name: `${spec.name}: ${argv.join(" ")}`, env: { ...CLEAN_ENVIRONMENT, ...env } }),
    spawn: (argv, { env, stdio }: SpawnOptions = {}) =>
      start(enter(argv), { stdio, env: { ...CLEAN_ENVIRONMENT, ...env } }),
    programs: () => (power.is === "on" ? programsIn(place.group) : []),
    async address() {
      if (power.is !== "on") return undefined;
      const { stdout } = await pi.exec(["ip", "-4", "-oneline", "address", "show", "dev", "eth0", "scope", "global"]);
      return /inet (\S+)\/\d+ /.exec(stdout)?.[1];
    },
    async read(path) {
      if (power.is !== "on") return card?.read(path);
      // The file may vanish between the two checks.
      const script = 'cat "$1" && exit; test -e "$1" || exit 44; exit 1';
      const { stdout, stderr, code } = await pi.exec(["sh", "-c", script, "sh", path], { check: false });
      if (code !== 0 && code !== 44) throw new Error(`${path} of ${spec.name} cannot be read: ${stderr.trim()}`);
      return code === 0 ? stdout : undefined;
    },
  };
  writeFileSync(pi.console, "");
  return pi;
}

/** Switches the Pi's port on or off: at the Pi's end the carrier appears or disappears. */
export async function setLink(place: Pick<Place, "network" | "port">, connected: boolean): Promise<void> {
  await run(onSwitch(place.network, ["ip", "link", "set", place.port, connected ? "up" : "down"]));
}
