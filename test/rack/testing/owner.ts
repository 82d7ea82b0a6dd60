import { argv } from "node:process";
import { closeOnSignal, openRack, type RackArtifacts } from "../index.ts";

// A program that holds a rack with one running Pi until it is killed: owner.ts ARTIFACTS_AS_JSON.
// Prints the rack's id when the Pi runs.
const artifacts = JSON.parse(argv[2] ?? "") as RackArtifacts;
const rack = await openRack({ name: "owner", artifacts });
closeOnSignal(rack);
const pi = rack.newPi({ name: "pi-1", serial: "10000000abcd0009", model: "Raspberry Pi 4 Model B Rev 1.4" });
pi.insert(await rack.newCard("a"));
await pi.plugIn();
console.log(rack.id);
setInterval(() => {}, 60_000);
