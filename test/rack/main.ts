import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { createGroup, inGroups } from "./cgroups.ts";
import { requestControl, VERBS, type Verb } from "./control.ts";
import { enterPi, groupsToJoin } from "./pi/enter.ts";
import { start } from "./run.ts";
import { ownerAlive, type RackRecord, readRecords } from "./run-directory.ts";
import { onSwitch } from "./switch.ts";

const USAGE = `Acts on a rack that another process (the demo, a test) holds.

usage: npm run rack -- [--rack NAME_OR_ID] COMMAND

  list                    racks and their Pis
  console PI              the Pi's console over all boots
  sh PI                   a root shell in the Pi
  exec PI PROGRAM [ARG…]  a program in the Pi; "laptop" instead of PI: on the rack's laptop
  plug PI, pull PI        give power, take it away
  reset PI                press reset
  unplug PI, replug PI    pull the network cable, plug it in
  lease PI                let the router give the Pi another address
`;

async function main(args: readonly string[]): Promise<number> {
  const named = args[0] === "--rack" ? args[1] : undefined;
  const [command = "help", name = "", ...rest] = named === undefined ? args : args.slice(2);
  const racks = readRecords().filter((rack) => ownerAlive(rack) && [undefined, rack.name, rack.id].includes(named));
  if (command === "list") return list(racks);
  if (command === "help" || name === "") return say(USAGE, command === "help" ? 0 : 2);
  const [rack, another] = racks;
  if (!rack) return say("No rack is running: start one, for example with `make demo`.\n", 1);
  if (another)
    return say(
      `Several racks are running: say which with --rack ${racks.map((each) => each.id).join(" or --rack ")}\n`,
      2,
    );
  if (Object.hasOwn(VERBS, command)) return requestControl(rack.id, command as Verb, name).then(() => 0);
  if (command === "sh") return enter(rack, name, ["/bin/bash", "--login"]);
  if (command === "exec") return rest.length > 0 ? enter(rack, name, rest) : say(USAGE, 2);
  if (command === "console") return say(readFileSync(piOf(rack, name).console, "utf8"), 0);
  return say(USAGE, 2);
}

function list(racks: readonly RackRecord[]): number {
  for (const { id, name, owner, pis } of racks) {
    console.log(`${name} (${id}), held by process ${owner.pid}`);
    for (const [pi, { init, emulated = init ? "on" : "off", boots }] of Object.entries(pis))
      console.log(`  ${pi}  ${emulated}  boots ${boots}`);
  }
  return racks.length > 0 ? 0 : say("No rack is running.\n", 0);
}

function piOf(rack: RackRecord, name: string) {
  const pi = rack.pis[name];
  if (!pi) throw new Error(`Rack ${rack.name} has no Pi ${name}: it has ${Object.keys(rack.pis).join(", ")}`);
  return pi;
}

function enter(rack: RackRecord, name: string, program: readonly string[]): Promise<number> {
  const child = start(entering(rack, name, program), { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("exit", (code) => resolve(code ?? 1));
  });
}

function entering(rack: RackRecord, name: string, program: readonly string[]): string[] {
  if (name === "laptop") {
    const network = { holder: rack.switchHolder ?? 0, path: `/proc/${rack.switchHolder}/ns/net` };
    return inGroups(createGroup(`${rack.group}/laptop`), onSwitch(network, program));
  }
  const { init, group, emulated } = piOf(rack, name);
  if (emulated) throw new Error(`${name} is a machine of its own: npm run rack -- exec laptop ssh …`);
  if (init === undefined) throw new Error(`${name} is off: npm run rack -- plug ${name}`);
  return inGroups(groupsToJoin(group), enterPi(init, program));
}

function say(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(text);
  return code;
}

try {
  exit(await main(argv.slice(2)));
} catch (error) {
  exit(say(`${error instanceof Error ? error.message : error}\n`, 1));
}
