import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync } from "node:fs";
import { test } from "node:test";
import { CARD_ID } from "../../testing/example-rack.ts";
import { type Folder, temporaryFolder } from "../../testing/folder.ts";
import { BOOKWORM, BOOKWORM_IMAGER } from "../../testing/stock-cards.ts";
import { readPartition } from "../partition.ts";
import { MemoryBoot } from "../testing/memory-boot.ts";
import { firstRun } from "./first-run.ts";

const FLAGS = "cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory";

async function planned(files: Readonly<Record<string, string>>, flags = true) {
  const { top, ...others } = firstRun(await readPartition(new MemoryBoot(files)), { cardId: CARD_ID, flags });
  return { ...others, top: new Map([...top].map(([name, content]) => [name, String(content)])) };
}

test("Imager's script keeps every byte, with ours before its clean-up", async () => {
  const { top, notes } = await planned(BOOKWORM_IMAGER);
  const script = top.get("firstrun.sh") ?? "";
  const [before = "", after = ""] = script.split(/# rackberry: begin[\s\S]*# rackberry: end\n/);
  assert.equal(before + after, BOOKWORM_IMAGER["firstrun.sh"]);
  assert.match(after, /^rm -f \/boot\/firstrun\.sh\n/);
  assert.match(notes.join(), /firstrun\.sh names this Pi "attic"/);
});

test("what the OS does to Imager's script on its first boot leaves ours in it", async () => {
  const { top } = await planned(BOOKWORM_IMAGER);
  // imager_fixup of raspberrypi-sys-mods: cut off at the first line that ends like this, and a new end.
  const lines = (top.get("firstrun.sh") ?? "").split("\n");
  const cut = lines.slice(
    0,
    lines.findIndex((line) => /rm.*firstrun\.sh$/.test(line)),
  );
  assert.match(cut.join("\n"), /\nsh \/boot\/firmware\/rackberry\/first-run\.sh\n# rackberry: end$/);
});

test("the flags stand where Imager's clean-up does not delete them", async () => {
  const { top } = await planned(BOOKWORM_IMAGER);
  const line = top.get("cmdline.txt") ?? "";
  // Its words: sed -i 's| systemd.run.*||g' /boot/cmdline.txt
  assert.equal(line.replace(/ systemd.run.*/, ""), `${BOOKWORM["cmdline.txt"]?.trim()} ${FLAGS}`);
  assert.equal(line.replace(` ${FLAGS}`, ""), BOOKWORM_IMAGER["cmdline.txt"]);
});

test("a second time changes nothing", async () => {
  for (const files of [BOOKWORM, BOOKWORM_IMAGER]) {
    const { top } = await planned(files);
    assert.deepEqual((await planned({ ...files, ...Object.fromEntries(top) })).top, top);
  }
});

test("what a person wrote into a script of ours stays, wherever it is", async () => {
  for (const files of [BOOKWORM, BOOKWORM_IMAGER]) {
    const { top } = await planned(files);
    const script = top.get("firstrun.sh") ?? "";
    for (const mark of ["set +e", "# rackberry: begin", "# rackberry: end", "sync", "rm -f"]) {
      const at = script.indexOf(mark);
      const edited = `${script.slice(0, at)}echo my-own-line >/etc/mine\n${script.slice(at)}`;
      const again = planned({ ...files, ...Object.fromEntries(top), "firstrun.sh": edited });
      // Between our marks there is no telling whose it is.
      if (mark === "# rackberry: end") await assert.rejects(again, { code: "refused", message: /lines between them/ });
      else assert.equal((await again).top.get("firstrun.sh"), edited);
    }
  }
});

test("a script of a person's that says it is ours is theirs", async () => {
  const own = "#!/bin/sh\n# Written by pictl card, and by me\necho mine\nrm -f /boot/firmware/firstrun.sh\nexit 0\n";
  const script = (await planned({ ...BOOKWORM, "firstrun.sh": own })).top.get("firstrun.sh") ?? "";
  assert.equal(script.replace(/# rackberry: begin[\s\S]*# rackberry: end\n/, ""), own);
});

test("every line from which a Pi may start gets the words, and the first boot takes them from each", async () => {
  const four = {
    ...BOOKWORM,
    "config.txt": `${BOOKWORM["config.txt"]}[pi4]\ncmdline=four.txt\n`,
    "four.txt": "root=x\n",
  };
  const { top } = await planned(four);
  for (const file of ["four.txt", "cmdline.txt"]) assert.match(top.get(file) ?? "", / systemd\.run=\S+firstrun\.sh /);
  using card = await pi(four);
  assert.equal(firstBoot(card).status, 0);
  assert.equal(card.read("boot/four.txt"), `root=x ${FLAGS}\n`);
  assert.equal(card.read("boot/cmdline.txt"), `${BOOKWORM["cmdline.txt"]?.trim()} ${FLAGS}\n`);
});

test("Imager's clean-up knows of cmdline.txt alone: ours takes the words from the other lines", async () => {
  const imager = { ...BOOKWORM_IMAGER, "config.txt": `${BOOKWORM["config.txt"]}include house.txt\n` };
  const files = { ...imager, "house.txt": "[pi5]\ncmdline=five.txt\n", "five.txt": "root=x quiet -- init" };
  using card = await pi(files);
  assert.match(card.read("boot/five.txt"), /^root=x quiet cgroup\S+ \S+ \S+ systemd\.run=.* -- init$/);
  assert.equal(firstBoot(card).status, 0);
  assert.equal(
    card
      .read("boot/five.txt")
      .replace(` ${FLAGS}`, "")
      .replace(/ systemd\.\S+/g, ""),
    "root=x quiet -- init",
  );
  assert.doesNotMatch(card.read("boot/five.txt"), /systemd\.run=|systemd\.unit=/);
});

test("the unit that the first boot leaves is started again until the installation succeeds", async () => {
  const { folder } = await planned(BOOKWORM);
  assert.match(
    folder.get("rackberry-install.service") ?? "",
    /^Type=exec\n(?:.*\n)*^Restart=on-failure\nRestartSec=30$/m,
  );
});

test("without the flags, the line gets the words alone", async () => {
  const { top } = await planned(BOOKWORM, false);
  assert.match(top.get("cmdline.txt") ?? "", /firstboot systemd\.run=\/boot\/firmware\/firstrun\.sh \S+ \S+\n$/);
});

test("a line that the firmware does not read now gets the flags, not the words", async () => {
  const { top } = await planned({ ...BOOKWORM, "new/cmdline.txt": "root=x" });
  assert.equal(top.get("new/cmdline.txt"), `root=x ${FLAGS}`);
});

const REFUSED: readonly (readonly [story: string, files: Record<string, string>, reason: RegExp])[] = [
  [
    "somebody's own script",
    { "firstrun.sh": "#!/bin/sh\necho hello\n" },
    /firstrun\.sh is not the script of Raspberry Pi Imager/,
  ],
  [
    "a mark of ours alone",
    { "firstrun.sh": "#!/bin/sh\n# rackberry: begin (pictl card)\necho mine\nrm -f /boot/firstrun.sh\n" },
    /has pictl's marks .* or only one of the two marks/,
  ],
  ["Windows line ends", { "firstrun.sh": "#!/bin/sh\r\nrm -f /boot/firstrun.sh\r\n" }, /Windows line endings/],
  [
    "another first run",
    { "cmdline.txt": "root=x systemd.run=/root/mine quiet" },
    /runs \/root\/mine on the first boot/,
  ],
];
for (const [story, files, message] of REFUSED) {
  test(`cannot be added to: ${story}`, async () => {
    await assert.rejects(planned({ ...BOOKWORM, ...files }), { code: "refused", message });
  });
}

/** A Pi of which only the folders and programs that the scripts touch are there. */
async function pi(files: Readonly<Record<string, string>>): Promise<Folder> {
  const folder = temporaryFolder();
  const { top, folder: ours } = await planned(files);
  // What imager_fixup does to Imager's paths, and a boot partition of its own.
  const here = (text: string) => text.replace(/\/boot\/(?:firmware\/)?/g, `${folder.path}/boot/`);
  for (const [name, text] of top) folder.write(`boot/${name}`, name.endsWith(".sh") ? here(text) : text);
  for (const [name, text] of ours) folder.write(`boot/rackberry/${name}`, name.endsWith(".sh") ? here(text) : text);
  folder.write("bin/sync", "#!/bin/sh\n");
  chmodSync(`${folder.path}/bin/sync`, 0o755);
  return folder;
}

const firstBoot = ({ path }: Folder) =>
  spawnSync("sh", [`${path}/boot/firstrun.sh`], {
    env: { PATH: `${path}/bin:/usr/bin:/bin`, RACKBERRY_UNITS: `${path}/units` },
    encoding: "utf8",
  });

test("on a Pi, our own script puts the unit in its place, and takes itself and its words away", async () => {
  using card = await pi(BOOKWORM);
  const { status, stderr } = firstBoot(card);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(
    card.read("units/rackberry-install.service"),
    /^ExecStart=\/bin\/sh \/boot\/firmware\/rackberry\/install\.sh$/m,
  );
  assert.ok(lstatSync(`${card.path}/units/multi-user.target.wants/rackberry-install.service`).isSymbolicLink());
  assert.equal(card.read("boot/cmdline.txt"), `${BOOKWORM["cmdline.txt"]?.trim()} ${FLAGS}\n`);
  assert.equal(existsSync(`${card.path}/boot/firstrun.sh`), false);
});

test("a script that can do nothing still ends well: systemd would power the Pi off", async () => {
  using card = await pi(BOOKWORM);
  card.write("units", "no folder");
  assert.equal(firstBoot(card).status, 0);
  assert.equal(existsSync(`${card.path}/boot/firstrun.sh`), false);
});
