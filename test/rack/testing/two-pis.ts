import assert from "node:assert/strict";
import { buildAll } from "../build/index.ts";
import { openRack, type Pi, poll, type Rack } from "../index.ts";

/** A rack with two plugged-in Pis, each with a fresh stock card. */
export async function twoPis(name: string): Promise<{ rack: Rack; first: Pi; second: Pi }> {
  const rack = await openRack({ name, artifacts: await buildAll() });
  try {
    const first = rack.newPi({ name: "first", serial: "10000000abcd0001", model: "Raspberry Pi 4 Model B Rev 1.4" });
    const model = "Raspberry Pi 3 Model B Plus Rev 1.3";
    const second = rack.newPi({ name: "second", serial: "10000000abcd0002", model });
    first.insert(await rack.newCard("a"));
    second.insert(await rack.newCard("b"));
    await Promise.all([first.plugIn(), second.plugIn()]);
    return { rack, first, second };
  } catch (error) {
    await rack.close();
    throw error;
  }
}

/** Waits for the Pi to get an address other than `not`. */
export async function addressOf(pi: Pi, { not }: { not?: string } = {}): Promise<string> {
  const ask = async () => {
    const address = await pi.address().catch(() => undefined);
    return address === not ? undefined : address;
  };
  const address = await poll(ask, { timeoutMs: 60_000, everyMs: 250 });
  assert.ok(address, `${pi.name} has no address: see ${pi.console}`);
  return address;
}

/** The output of a shell script in the Pi. */
export async function shell(pi: Pi, script: string): Promise<string> {
  return (await pi.exec(["sh", "-c", script])).stdout.trim();
}

/** Different after every boot. */
export function bootId(pi: Pi): Promise<string> {
  return shell(pi, "cat /proc/sys/kernel/random/boot_id");
}
