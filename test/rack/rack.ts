import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Board, Card, ExecOptions, Pi, PiSpec, Rack, RackOptions, SpawnOptions } from "./api.ts";
import { createBoard } from "./board/board.ts";
import { cloneCard, createCard } from "./card/card.ts";
import { createGroup, inGroups, processorSeconds } from "./cgroups.ts";
import { serveControl } from "./control.ts";
import { cutInternet, cutMulticast, refusedConnections } from "./internet.ts";
import { laptopArgv } from "./laptop.ts";
import { removeRack, sweepLeftovers } from "./leftovers.ts";
import { createPi, setLink } from "./pi/pi.ts";
import { startRouter } from "./router.ts";
import { CLEAN_ENVIRONMENT, run, start } from "./run.ts";
import { type RackRecord, startTime, writeRecord } from "./run-directory.ts";
import { createSwitch } from "./switch.ts";

/** Working files of all racks: cards want a real file system, which /tmp may not be. */
const WORK_DIRECTORY = "/var/tmp/rackberry-rack";

/**
 * Makes a rack: a switch and a router, with nothing plugged in. First removes what dead racks have left behind.
 * @throws Error that says what the machine lacks; nothing is left behind.
 */
export async function openRack({ name, artifacts, onLog = () => {} }: RackOptions): Promise<Rack> {
  for (const dead of await sweepLeftovers()) onLog(`removed what rack ${dead.name} (${dead.id}) had left behind`);
  const id = randomBytes(3).toString("hex");
  const group = `rackberry-${id}`;
  const folder = join(WORK_DIRECTORY, id);
  const owner = { pid: process.pid, startTime: startTime(process.pid) ?? "" };
  const record: RackRecord = { id, name, owner, folder, group, pis: {} };
  // Recorded before anything is made, so that it can be cleaned up whatever happens next.
  writeRecord(record);
  try {
    return await build(record, { name, artifacts, onLog });
  } catch (error) {
    await removeRack(record);
    throw error;
  }
}

async function build(record: RackRecord, { name, artifacts, onLog }: Required<RackOptions>): Promise<Rack> {
  const { id, folder, group } = record;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const gateway = `192.168.${randomInt(1, 255)}.1`;
  const network = await createSwitch(createGroup(`${group}/router`), gateway);
  record.switchHolder = network.holder;
  writeRecord(record);
  const laptopGroups = createGroup(`${group}/laptop`);
  const logs = join(folder, "router");
  const routerGroups = createGroup(`${group}/router`);
  const router = await startRouter({ folder: logs, gateway, artifacts, groups: routerGroups, network });
  const laptop = (argv: readonly string[]) => inGroups(laptopGroups, laptopArgv(network, gateway, folder, argv));
  const pis = new Map<string, Pi>();
  const boards = new Map<string, Board>();
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  const rack: Rack = {
    id,
    name,
    gateway,
    logs,
    systems: artifacts.systems,
    versions: artifacts.versions,
    get pis() {
      return [...pis.values()];
    },
    get boards() {
      return [...boards.values()];
    },
    exec: (argv, { env, ...options }: ExecOptions = {}) =>
      run(laptop(argv), { ...options, name: `laptop: ${argv.join(" ")}`, env: { ...CLEAN_ENVIRONMENT, ...env } }),
    spawn: (argv, { env, stdio }: SpawnOptions = {}) =>
      start(laptop(argv), { stdio, env: { ...CLEAN_ENVIRONMENT, ...env } }),
    async newCard(cardName, { system = "debian", bootReadOnly = false } = {}) {
      const card = await rack.cardFromImage(artifacts.systems[system].image, cardName);
      card.bootReadOnly = bootReadOnly;
      return card;
    },
    cardFromImage: (image, cardName) => createCard(join(folder, "cards", cardName), cardName, image, artifacts),
    copyCard: (card: Card, cardName) => cloneCard(card, join(folder, "cards", cardName), cardName),
    newPi(spec: PiSpec) {
      checkSpec(spec, [...pis.keys(), ...boards.keys()]);
      const place = {
        group: `${group}/${spec.name}`,
        machine: `${group}-${spec.name}`,
        folder: join(folder, "pis", spec.name),
        network,
        port: `port${pis.size + 1}`,
        closing: closing.signal,
      };
      mkdirSync(place.folder, { recursive: true });
      const changed = ({ console, boots, poweredOnAt }: Pi, init: number | undefined) => {
        record.pis[spec.name] = { console, boots, poweredOnAt, group: place.group, init };
        if (!closing.signal.aborted) writeRecord(record);
      };
      const pi = createPi(place, spec, { log: onLog, changed });
      pis.set(spec.name, pi);
      changed(pi, undefined);
      return pi;
    },
    newBoard(spec) {
      checkSpec(spec, [...pis.keys(), ...boards.keys()]);
      const place = {
        group: `${group}/${spec.name}`,
        folder: join(folder, "boards", spec.name),
        network,
        port: `board${boards.size + 1}`,
        closing: closing.signal,
      };
      mkdirSync(place.folder, { recursive: true });
      const changed = ({ console, boots, poweredOnAt, running }: Board) => {
        record.pis[spec.name] = { console, boots, poweredOnAt, group: place.group, emulated: running ? "on" : "off" };
        if (!closing.signal.aborted) writeRecord(record);
      };
      const board = createBoard(place, spec, { log: onLog, changed, leaseOf: router.leaseOf });
      boards.set(spec.name, board);
      changed(board);
      return board;
    },
    async changeLease(pi) {
      const address = router.freeAddress();
      await router.moveLease(pi.mac, address);
      onLog(`${pi.name}: the router will give it ${address}`);
      const port = `port${[...pis.keys()].indexOf(pi.name) + 1}`;
      if (pi.running) {
        await setLink({ network, port }, false);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await setLink({ network, port }, true);
      }
      return address;
    },
    async cutInternet(pi) {
      await cutInternet(network, pi.mac);
      onLog(`${pi.name}: has no internet any more`);
    },
    async cutMulticast() {
      await cutMulticast(network);
      onLog("the switch lets no multicast through any more");
    },
    refusedConnections: (pi) => refusedConnections(network, pi.mac),
    processorSeconds: () => processorSeconds(group),
    close() {
      closed ??= (async () => {
        closing.abort(new Error("The rack is closed"));
        control.close();
        await Promise.all([...pis.values(), ...boards.values()].map((pi) => pi.pullPlug()));
        await removeRack(record);
      })();
      return closed;
    },
  };
  const control = await serveControl(rack);
  return rack;
}

function checkSpec({ name, serial }: Omit<PiSpec, "model">, taken: readonly string[]): void {
  if (!/^[a-z0-9-]{1,32}$/.test(name) || ["router", "laptop"].includes(name))
    throw new Error(`Not a name for a Pi: ${name}`);
  if (!/^[0-9a-f]{16}$/.test(serial)) throw new Error(`Not a serial number (16 hex digits): ${serial}`);
  if (taken.includes(name)) throw new Error(`The rack has a Pi ${name} already`);
}
