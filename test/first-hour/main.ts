/**
 * `npm run first-hour`: an owner's first hour on a machine without a checkout or Node, with a released pictl; counts
 * what they type and decide. A script puts the cards into the reader one after the other. A coordinator's API plays
 * the Pis; test/e2e covers the way from cards to Ready nodes.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MadeCard } from "../../packages/cli/src/rack/card-list.ts";
import { cleanMachine } from "../packages/clean-machine.ts";
import { cacheRoot } from "../rack/build/cache.ts";
import { buildAll } from "../rack/build/index.ts";
import { BEFORE } from "./before.ts";
import { count, table } from "./count.ts";
import { playedRack } from "./played-rack.ts";
import { servedRelease } from "./served-release.ts";
import { stockCards } from "./stock-cards.ts";
import { PIS, walk } from "./walk.ts";

const HOME = "root";
/**
 * Puts each card in once the previous one is out, that is, ejected by pictl. The cards are ext4, since the test
 * machine's kernel may lack FAT; the list of mounts that pictl reads calls them vfat.
 */
const HAND = `mount -t sysfs sysfs /sys; mkdir -p /media/owner/system-boot; : >/run/mounts; cd
  list() { sed '/system-boot/s/ - ext4 / - vfat /' /proc/self/mountinfo >/run/mounts; }
  for card in 1 2 3 4; do
    mount -o loop "/root/.cards/$card.img" /media/owner/system-boot; list
    while mountpoint -q /media/owner/system-boot; do sleep 0.1; done
    list
  done &
  code=0
  timeout 120 sh -ec 'mount --bind /run/mounts /proc/$$/mountinfo; exec "$@"' sh "$@" || code=$?
  kill $! 2>&- || true
  exit $code`;

const { systems } = await buildAll({ onProgress: (line) => console.log(line) });
const work = mkdtempSync(join(cacheRoot(), "first-hour-"));
try {
  await using release = await servedRelease(join(work, "release"));
  using machine = cleanMachine(systems.debian.layers, release.folder);
  const deeds = walk(release.deb);
  const home = join(machine.upper, HOME);
  mkdirSync(join(home, ".ssh"), { recursive: true });
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "owner", "-f", join(home, ".ssh/id_ed25519")]);
  stockCards(join(home, ".cards"), PIS);
  const run = async (command: string, how: readonly string[] = ["sh", "-c", 'cd; exec "$@"', "sh"]) => {
    console.log(`$ ${command}`);
    const { code, stdout, stderr } = await machine.exec([...how, ...command.split(" ")]);
    console.log(`${stdout}${stderr}`.trimEnd());
    assert.equal(code, 0, command);
    return stdout;
  };

  assert.notEqual((await machine.exec(["sh", "-c", "command -v node pictl"])).code, 0);
  // Root needs no sudo, and dpkg can replace apt where nothing has to be downloaded.
  console.log(`$ ${deeds.install.commands[0]}`);
  await run(`dpkg --install /mnt/${release.deb}`);
  await run(deeds.init.commands[0]);
  await run(deeds.card.commands[0], ["sh", "-ec", HAND, "sh"]);
  const cards = JSON.parse(readFileSync(join(home, "cards.json"), "utf8")) as MadeCard[];
  assert.deepEqual(
    cards.map(({ role }) => role),
    ["control-plane", "worker", "worker", "worker"],
  );
  await using rack = await playedRack(home, cards);
  // In place of discovery by mDNS.
  writeFileSync(join(home, ".coordinator"), `127.0.0.1:${rack.port}\n`);
  const said = await run(deeds.up.commands[0]);
  assert.match(said, new RegExp(`${PIS} of ${PIS} nodes ready`));
  assert.match(readFileSync(join(home, ".kube/config"), "utf8"), /server: https:\/\/192\.168\.1\.20:6443/);

  const all = Object.values(deeds);
  const [now, then] = [count(all), BEFORE.reduce((sum, { commands }) => sum + commands, 0)];
  console.log(`\n${table(all).join("\n")}\n`);
  for (const { step, decisions } of all)
    for (const decision of decisions) console.log(`decided (${step}): ${decision}`);
  console.log(
    `\nfirst hour: ${then} commands and ${BEFORE.flatMap(({ decisions }) => decisions).length} decisions before, ${now.commands} and ${now.decisions} now, ${now.keystrokes} keystrokes`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
