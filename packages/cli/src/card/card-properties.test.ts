/** What holds for every boot partition: random ones, from a seed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dice } from "../testing/dice.ts";
import { cardOrder, rackDirectory } from "../testing/example-rack.ts";
import { STOCK } from "../testing/stock-cards.ts";
import { prepareCard } from "./prepare-card.ts";
import { MemoryBoot } from "./testing/memory-boot.ts";

type Dice = ReturnType<typeof dice>;
const pick = <T>(roll: Dice, of: readonly T[]): T => of[roll(of.length)] as T;
const some = <T>(roll: Dice, of: readonly T[]): T[] => of.filter(() => roll(2) === 0);

/** Pieces of user-data, each whole lines; keys do not repeat. */
const PIECES: readonly string[] = [
  "# a remark ✓\n",
  "\n",
  "hostname: attic # mine\n",
  "manage_etc_hosts: true\n",
  "preserve_hostname:   no\n",
  'user:\n  name: ada\n  passwd: "$y$j9T$a$b"\n',
  "ssh_pwauth: false\n",
  "runcmd:\n  - [ systemctl, enable, --now, ssh ]\n  - echo 'a: b'\n",
  "write_files:\n- path: /x\n  content: |\n    #cloud-config\n    bootcmd: no\n\n",
  "packages: [ a,\n  b ]\n",
  "rpi:\n  interfaces: {i2c: true}\n",
];
const COMMANDS = [
  "bootcmd:\n- echo 1\n- [ a, b ]\n",
  "bootcmd:\n    - - sh\n      - |\n        x\n",
  "bootcmd: [ a, [b] ]\n",
  "bootcmd:\n",
];
const WORDS = [
  "quiet",
  "splash",
  "cgroup_memory=1",
  "cgroup_disable=memory",
  "x=ü",
  'dyndbg="file  a"',
  "panic=10",
  "resize",
];

function userData(roll: Dice): string {
  const pieces = some(roll, PIECES);
  if (roll(2) === 0) pieces.splice(roll(pieces.length + 1), 0, pick(roll, COMMANDS));
  const text = `#cloud-config\n${pick(roll, ["", "---\n", "\n# top\n"])}${pieces.join("")}`;
  return roll(4) === 0 ? text.replaceAll("\n", "\r\n") : text;
}

/** One of the known systems, with whatever a person may have put on it. */
function partition(roll: Dice): Record<string, string | Uint8Array> {
  const stock = pick(roll, Object.values(STOCK));
  const files: Record<string, string | Uint8Array> = { ...stock };
  if ("user-data" in files) files["user-data"] = userData(roll);
  for (const name of Object.keys(files).filter((name) => /cmdline\.txt$/.test(name))) {
    const words = some(roll, WORDS).join(pick(roll, [" ", "  "]));
    files[name] = `${words} ${String(files[name]).trimEnd()}${pick(roll, ["", "\n", "\r\n", "\n# more\n"])}`;
  }
  for (let more = roll(5); more > 0; more--) {
    const name = `${pick(roll, ["", "overlays/", "new/", "Bilder/"])}${pick(roll, ["a", "B.DAT", "ssh", "é.txt"])}${roll(9)}`;
    files[name] = Uint8Array.from({ length: roll(50) }, () => roll(256));
  }
  return files;
}

const CHANGES = /(?:^|\/)cmdline\.txt$|^(?:user-data|meta-data|firstrun\.sh)$/;
const IDS = ["1".repeat(32), "2".repeat(32)] as const;

/** `lines` are in `text`, in this order. */
function hasInOrder(text: string, lines: readonly string[], what: string): void {
  let from = 0;
  for (const line of lines) {
    const at = text.indexOf(line, from);
    assert.ok(at >= 0, `${what}: ${JSON.stringify(line)} is gone`);
    from = at + line.length;
  }
}

test("whatever was on a boot partition and is not ours is still there, byte for byte; twice is once but for the id", async () => {
  using rack = await rackDirectory();
  const orders = await Promise.all(IDS.map((cardId) => cardOrder(rack, { cardId })));
  for (let seed = 1; seed <= 300; seed++) {
    const boot = new MemoryBoot(partition(dice(seed)));
    const before = boot.files();
    const made: Record<string, string>[] = [];
    for (const order of [orders[0], orders[0], orders[1]]) {
      assert.ok(order);
      await prepareCard(boot, order);
      made.push(boot.files());
    }
    const [once = {}, twice = {}, other = {}] = made;
    assert.deepEqual(twice, once, `seed ${seed}`);
    const secret = /"cardSecret": "[0-9a-f]{64}"/;
    const forget = (text: string) => text.replaceAll(IDS[0], "ID").replaceAll(IDS[1], "ID").replace(secret, "SECRET");
    const forgotten = (files: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, forget(text)]));
    assert.deepEqual(forgotten(other), forgotten(once), `seed ${seed}`);

    for (const [name, content] of Object.entries(before)) {
      const now = once[name] ?? "";
      if (!CHANGES.test(name)) assert.equal(now, content, `seed ${seed}: ${name}`);
      else if (name.endsWith("cmdline.txt")) {
        const kept = content.split(/\s+/).filter((word) => word !== "" && !/^ds=nocloud|^cgroup_/.test(word));
        hasInOrder(now, kept, `seed ${seed}: ${name}`);
        assert.equal(
          now.slice(now.indexOf("\n")),
          content.includes("\n") ? content.slice(content.indexOf("\n")) : now.slice(-1),
        );
      } else {
        const kept = content.match(/.*\n|.+$/g) ?? [];
        const person = kept.filter(
          (line) => !/^(?:manage_etc_hosts|preserve_hostname|instance-id|bootcmd: \[)/.test(line),
        );
        hasInOrder(now, person, `seed ${seed}: ${name}`);
      }
    }
    const fresh = Object.keys(once).filter((name) => !(name in before) && !name.startsWith("rackberry/"));
    assert.deepEqual(
      fresh.filter((name) => name !== "firstrun.sh"),
      [],
      `seed ${seed}`,
    );
  }
});
