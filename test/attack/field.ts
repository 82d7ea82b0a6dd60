/** The attacked rack: a master with the coordinator, a worker, and the attacker's hosts on the same switch. */
import { createPrivateKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AGENT_PORT, API_PORT, apiToken, keyHashOf } from "@rackberry/protocol";
import { newCard, type Owner } from "../bench/new-card.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { statusWhen } from "../story/ready.ts";
import { begin, type Running } from "./hostile.ts";
import { anyPid, newMembers } from "./members.ts";
import { type Host, laptop, type Place, placeOf, plugIn } from "./namespace.ts";

export interface Card {
  readonly cardId: string;
  readonly cardSecret: string;
}

export interface Field {
  readonly lab: Lab;
  readonly master: Pi;
  readonly worker: Pi;
  readonly addresses: { readonly master: string; readonly worker: string };
  readonly secrets: {
    readonly coordinatorKey: string;
    readonly rackSecret: string;
    /** Signs packages; the coordinator's own key when the rack has no other. */
    readonly releaseKey: string;
    readonly token: string;
    /** The boot folders of the master's card and the worker's. */
    readonly cards: readonly string[];
  };
  /** The attacker's host, with the addresses of `sources`. */
  readonly hostile: Host;
  /** Free addresses of the rack's own network, all on the attacker's host. */
  readonly sources: readonly string[];
  /** A host in a network other than the rack's. */
  readonly foreign: readonly string[];
  /** The host of the honest simulated Pis. */
  readonly guests: Host;
  /** The duration of a flood in seconds, shorter in the short form. */
  readonly long: number;
  readonly isShort: boolean;
  readonly onMaster: Place;
  /** An unused card of a worker. */
  card(): Card;
  serial(): string;
  /** An unused address on the guests' host. */
  guest(): Promise<string>;
  /** An act of the hostile peer, on the attacker's host by default. */
  act<T>(act: string, args: object, options: { readonly seconds: number; readonly at?: Place }): Running<T>;
}

export const agentOf = (host: string) => ({ host, port: AGENT_PORT });
export const apiOf = (host: string) => ({ host, port: API_PORT });

/** Resolves when both Pis are adopted. The caller closes the lab. */
export async function openField(lab: Lab, { isShort }: { readonly isShort: boolean }): Promise<Field> {
  const [master, worker] = [await lab.pi({ master: true }), await lab.pi()];
  // The rack is attacked in this state: nothing is being installed on it.
  await lab.rack.cutInternet(worker);
  const cards = await Promise.all([master, worker].map(secretOnCard));
  await Promise.all([master.plugIn(), worker.plugIn()]);
  const both = ({ nodes }: { readonly nodes: readonly unknown[] }) => nodes.length === 2;
  await statusWhen(lab, "two Pis adopted", both, { limit: 90 });
  const addresses = { master: (await master.address()) ?? "", worker: (await worker.address()) ?? "" };
  const { sources, guests, foreign } = newMembers(lab.rack.gateway, Object.values(addresses));
  const [hostile, guestHost] = [await plugIn(lab.rack, "hostile"), await plugIn(lab.rack, "guests")];
  await hostile.addAddresses([...sources.map((address) => `${address}/24`), ...foreign.map((one) => `${one}/24`)]);
  const read = (name: string) => readFileSync(join(lab.directory, "secrets", name), "utf8");
  const [coordinatorKey, rackSecret] = [read("coordinator.key"), read("rack.secret").trim()];
  const releaseFile = join(lab.directory, "secrets", "release.key");
  const releaseKey = existsSync(releaseFile) ? readFileSync(releaseFile, "utf8") : coordinatorKey;
  const owner: Owner = { rack: "rack", pin: keyHashOf(createPrivateKey(coordinatorKey)), secret: rackSecret };
  let made = 0;
  let invited = 0;
  return {
    ...{ lab, master, worker, addresses, hostile, sources, foreign, guests: guestHost, isShort },
    secrets: { coordinatorKey, rackSecret, releaseKey, token: apiToken(Buffer.from(rackSecret, "hex")), cards },
    long: isShort ? 5 : 30,
    onMaster: placeOf(anyPid(master)),
    card: () => JSON.parse(newCard(owner)) as Card,
    serial: () => `1000000066${String(++made).padStart(6, "0")}`,
    async guest() {
      const address = guests[invited++];
      if (address === undefined) throw new Error("no address is left for a guest");
      await guestHost.addAddresses([`${address}/24`]);
      return address;
    },
    act: (act, args, { seconds, at = hostile }) => begin(lab.rack, at, act, args, seconds),
  };
}

async function secretOnCard({ card }: Pi): Promise<string> {
  const read = (folder: string) => readFileSync(join(folder, "rackberry/card.json"), "utf8");
  return card ? (JSON.parse(await card.inReader(read)) as Card).cardSecret : "";
}

export const openAttackLab = (onLog: (line: string) => void): Promise<Lab> =>
  openLab({ name: "attack", settings: { network: "direct" }, onLog });

export { laptop };
