/** Who is rejected on real Pis, with the reason in the journal: rogue coordinators, and agents without a good card. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { journal, said } from "./pi-state.ts";

let lab: Lab;
let master: Pi;
let spent: string;
const refused: Pi[] = [];

interface Refusal {
  readonly what: string;
  /** The change made to a good card.json. */
  readonly card: (file: string) => void;
  readonly reason: RegExp;
}

const refusals: readonly Refusal[] = [
  {
    what: "has no card secret",
    card: (file) => edit(file, { cardSecret: undefined }),
    reason: /turned this Pi away: .*holds no secret/,
  },
  {
    what: "a wrong card secret",
    card: (file) => edit(file, { cardSecret: "ab".repeat(32) }),
    reason: /turned this Pi away: .*does not belong to this rack/,
  },
  {
    what: "a spent card",
    card: (file) => cpSync(spent, file),
    reason: /turned this Pi away: .*used by another Pi/,
  },
];

before(async () => {
  lab = await openLab({ name: "e2e-refused", onLog: (line) => console.log(line) });
  master = await lab.pi({ master: true });
  spent = `${lab.directory}/spent-card.json`;
  await edited(master, (file) => cpSync(file, spent));
  await master.plugIn();
  await said(lab, master, "pi-agent", /adopted as master1/);
  // A rejected Pi never gets to the steps that follow, so the rack is spared them.
  await lab.rack.cutInternet(master);
  for (const { card } of refusals) {
    const pi = await lab.pi();
    await edited(pi, card);
    refused.push(pi);
  }
  await Promise.all(refused.map((pi) => pi.plugIn()));
});
after(() => lab?.close());

for (const [index, { what, reason }] of refusals.entries()) {
  test(`an agent with ${what} gets neither a token nor the host list, and its journal says why`, async () => {
    const pi = refused[index] as Pi;
    await said(lab, pi, "pi-agent", reason);
    assert.doesNotMatch((await pi.read("/etc/hosts")) ?? "", /master1/);
    const card = (await pi.read("/boot/firmware/rackberry/card.json")) ?? "";
    assert.deepEqual([/cardId/.test(card), /cardSecret/.test(card)], [true, false], "no account but root's reads it");
    assert.doesNotMatch(await journal(pi, "pi-agent"), /adopted as|step changed/);
    await said(lab, master, "pi-coordinator", new RegExp(pi.serial));
    assert.ok(!(await lab.status())?.nodes.some((node) => node.serial === pi.serial), "it is no node of the rack");
    assert.ok(
      (await lab.status())?.strangers.some((stranger) => stranger.serial === pi.serial),
      "pictl shows it",
    );
  });
}

test("a coordinator with another pin gets no byte from an agent, and the agent's journal says why", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rogue-"));
  try {
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const make = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-subj",
      "/CN=rogue",
    ];
    execFileSync("openssl", [...make, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    const upgrade = `GET / HTTP/1.1\r\nHost: pi\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${"A".repeat(22)}==\r\n\r\n`;
    const client = [
      "openssl",
      "s_client",
      "-quiet",
      "-ign_eof",
      "-tls1_3",
      "-connect",
      `${await master.address()}:7440`,
    ];
    const limited = ["timeout", "5", ...client];
    const rogue = await lab.rack.exec([...limited, "-cert", certificate, "-key", key], {
      stdin: upgrade,
      check: false,
    });
    assert.equal(rogue.stdout, "", "with another key");
    await said(lab, master, "pi-agent", /does not have this rack's pin/);
    const stranger = await lab.rack.exec(limited, { stdin: upgrade, check: false });
    assert.equal(stranger.stdout, "", "without a certificate");
    // The same client gets an answer with the coordinator's own key, so the silence above can only be a refusal.
    const own = join(folder, "own.pem");
    writeFileSync(own, readFileSync(join(lab.directory, "secrets", "coordinator.key")), { mode: 0o600 });
    execFileSync("openssl", ["req", "-x509", "-key", own, "-subj", "/CN=coordinator", "-out", certificate]);
    const true_ = await lab.rack.exec([...limited, "-cert", certificate, "-key", own], {
      stdin: upgrade,
      check: false,
    });
    assert.match(true_.stdout, /^HTTP\/1\.1 101 /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Puts the Pi's card into the laptop to read or change its card.json. */
async function edited(pi: Pi, change: (file: string) => void): Promise<void> {
  await pi.card?.inReader((folder) => change(join(folder, "rackberry/card.json")));
}

function edit(file: string, change: object): void {
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
}
