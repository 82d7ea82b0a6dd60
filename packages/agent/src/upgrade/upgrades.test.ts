import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  keyHashOf,
  type Message,
  type PackageManifest,
  packageMessage,
  type StepEvent,
  signPackage,
} from "@rackberry/protocol";
import { ARCHITECTURE } from "../architecture.ts";
import type { Host } from "../host/host.ts";
import { linuxHost } from "../host/linux-host.ts";
import { packageFolder } from "../host/package-folder.ts";
import { systemClock } from "../host/system-clock.ts";
import type { Operation } from "../operations/index.ts";
import { cameBack } from "./came-back.ts";
import { upgrades } from "./upgrades.ts";

const rack = generateKeyPairSync("ec", { namedCurve: "P-256" });
const works = mkdtempSync(join(tmpdir(), "upgrades-"));
after(() => rmSync(works, { recursive: true }));
const { signal } = new AbortController();
const DEB = Buffer.alloc(120_000, "not read by anybody who must not");

/** A package of the agent as dpkg-deb makes it. */
function build(version: string): Buffer {
  mkdirSync(join(works, "deb/DEBIAN"), { recursive: true });
  const lines = ["Package: pi-agent", `Version: ${version}`, `Architecture: ${ARCHITECTURE}`, "Installed-Size: 100"];
  const control = [...lines, "Maintainer: x <x@localhost>", "Description: agent", ""].join("\n");
  writeFileSync(join(works, "deb/DEBIAN/control"), control);
  execFileSync("dpkg-deb", ["-Znone", "--build", join(works, "deb"), join(works, "out.deb")]);
  return readFileSync(join(works, "out.deb"));
}
const real = build("0.1.1");

function signed(deb: Buffer, changes: Partial<PackageManifest> = {}, key: KeyObject = rack.privateKey) {
  const manifest: PackageManifest = {
    version: "0.1.1",
    architecture: ARCHITECTURE,
    size: deb.length,
    sha256: createHash("sha256").update(deb).digest("hex"),
    ...changes,
  };
  return packageMessage(signPackage(manifest, key), rack.publicKey);
}

type Guard = (pending: string) => string | undefined;

/** An agent of `version`, in one life after the other; `guard` is what systemd starts, and answers its result. */
function pi({
  version = "0.1.0",
  guard = () => undefined as string | undefined,
}: {
  version?: string;
  guard?: Guard;
} = {}) {
  const folder = mkdtempSync(join(works, "pi-"));
  const pending = join(folder, "pending");
  const starts: string[] = [];
  const own = linuxHost();
  const host: Host = {
    ...own,
    read: async (path) => (path === "/usr/lib/pi-agent/upgrade-guard.sh" ? "#!/bin/sh\n" : own.read(path)),
    run: async (argv, options) => {
      if (argv[0] !== "systemctl") return own.run(argv, options);
      starts.push(argv.join(" "));
      const operation = readFileSync(join(pending, "operation"), "utf8").trim();
      const result = guard(pending);
      if (result === undefined) return "";
      writeFileSync(join(folder, "result"), `operation=${operation}\n${result}\nreason=it never spoke\n`);
      rmSync(pending, { recursive: true });
      return "";
    },
  };
  const release = () => keyHashOf(rack.publicKey);
  const life = (as = version, takesFrom: () => string = release) =>
    upgrades({ host, clock: systemClock, folder: packageFolder(folder), version: as, release: takesFrom });
  return { folder, pending, host, life, starts };
}

const headOf = ({ size, sha256 }: ReturnType<typeof signed>) => ({ kind: "package", size, sha256 });
const offerOf = (message: ReturnType<typeof signed>) => ({ blob: headOf(message), package: message });

async function send(agent: ReturnType<ReturnType<typeof pi>["life"]>, deb: Buffer, message = signed(deb)) {
  let at = await agent.put(offerOf(message));
  while (at < deb.length) {
    at = await agent.put({ blob: headOf(message), offset: at, data: deb.subarray(at, at + 48 * 1024) });
    if (at === 0) break;
  }
  return at;
}

const upgrade = (message: Message<"upgrade">["package"], id = "upgrade-1"): Operation<"upgrade"> => ({
  kind: "upgrade",
  id,
  package: message,
});

function reporter() {
  const steps: StepEvent[] = [];
  return { steps, step: (event: StepEvent) => void steps.push(event), output: () => {} };
}

test("a package that broke off goes on where it was, also in the agent's next life", async () => {
  const host = pi();
  const message = signed(DEB);
  const first = host.life();
  assert.equal(await first.put(offerOf(message)), 0);
  assert.equal(await first.put({ blob: headOf(message), offset: 0, data: DEB.subarray(0, 40_000) }), 40_000);
  const second = host.life();
  assert.equal(await second.put(offerOf(message)), 40_000);
  assert.equal(await send(second, DEB, message), DEB.length);
  assert.equal(await second.put(offerOf(message)), DEB.length);
});

test("a part is taken of what was offered alone, and the offer is of the file that was signed", async () => {
  const host = pi();
  const agent = host.life();
  const message = signed(DEB);
  const part = { blob: headOf(message), offset: 0, data: DEB.subarray(0, 1_000) };
  await assert.rejects(agent.put(part), { code: "unknown-operation" });
  await assert.rejects(agent.put({ ...offerOf(message), blob: headOf(signed(real)) }), { code: "invalid" });
  assert.equal(await agent.put(offerOf(message)), 0);
  assert.equal(await agent.put(part), 1_000);
  await assert.rejects(agent.put({ ...part, blob: { ...part.blob, size: DEB.length + 1 } }), {
    code: "unknown-operation",
  });
  await assert.rejects(host.life().put({ ...part, offset: 1_000 }), { code: "unknown-operation" });
});

test("bytes that are not the ones that were signed go, and it begins anew", async () => {
  const agent = pi().life();
  const wrong = Buffer.from(DEB);
  wrong[77] = 0;
  assert.equal(await send(agent, wrong, signed(DEB)), 0);
  assert.equal(await send(agent, DEB), DEB.length);
});

test("parts of an earlier offer go when the next one comes", async () => {
  const host = pi();
  const agent = host.life();
  await agent.put(offerOf(signed(DEB)));
  await agent.put({ blob: headOf(signed(DEB)), offset: 0, data: DEB.subarray(0, 1_000) });
  await send(agent, real);
  const found = execFileSync("ls", [join(host.folder, "incoming")], { encoding: "utf8" });
  assert.equal(found.trim(), `${signed(real).sha256}.deb`);
});

const refused: readonly [what: string, message: () => ReturnType<typeof signed>, reason: RegExp][] = [
  [
    "another key's signature",
    () => signed(DEB, {}, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
    /not made with this rack's release key/,
  ],
  [
    "a manifest changed after it was signed",
    () => ({ ...signed(DEB), version: "9.9" }),
    /not made with this rack's release key/,
  ],
  ["another architecture", () => signed(DEB, { architecture: "riscv64" }), /pi-agent for riscv64 is not for this Pi/],
];
for (const [what, message, reason] of refused) {
  test(`not a byte is kept of a package with ${what}`, async () => {
    const host = pi();
    await assert.rejects(host.life().put({ ...offerOf(signed(DEB)), package: message() }), {
      code: "refused",
      message: reason,
    });
    await assert.rejects(host.life().perform(upgrade(message()), reporter(), signal), { code: "refused" });
    assert.equal(execFileSync("ls", [host.folder], { encoding: "utf8" }), "");
  });
}

test("a package of another release key, or on a Pi that knows none, is not taken", async () => {
  for (const [release, message] of [
    ["ab".repeat(32), /another key than this rack's release key/],
    ["", /knows no release key/],
  ] as const) {
    const agent = pi().life("0.1.0", () => release);
    await assert.rejects(agent.put(offerOf(signed(DEB))), { code: "refused", message });
  }
});

test("the verified package waits for the guard with the way to run it, and the guard's word is the result", async () => {
  const seen: string[] = [];
  const host = pi({
    guard: (pending) => {
      for (const name of ["version", "before", "operation"])
        seen.push(readFileSync(join(pending, name), "utf8").trim());
      assert.deepEqual(readFileSync(join(pending, "new.deb")), real);
      assert.match(readFileSync(join(pending, "guard.sh"), "utf8"), /^#!\/bin\/sh\n/);
      return "outcome=upgraded";
    },
  });
  const agent = host.life();
  await send(agent, real);
  const told = reporter();
  const { outcome, steps } = await agent.perform(upgrade(signed(real)), told, signal);
  assert.deepEqual([outcome, steps.map((step) => step.sentence)], ["finished", ["pi-agent is 0.1.1 now"]]);
  assert.equal(told.steps[0]?.sentence, "replace pi-agent 0.1.0 with 0.1.1");
  assert.deepEqual(seen, ["0.1.1", "0.1.0", "upgrade-1"]);
  assert.deepEqual(host.starts, ["systemctl start --no-block pi-agent-upgrade.service"]);
});

test("rolled back is a failure with its reason, the same one when it is asked again; a new operation tries again", async () => {
  const host = pi({ guard: () => "outcome=rolled-back" });
  const agent = host.life();
  const failure = { code: "step-ineffective", message: "rolled back to 0.1.0: it never spoke" };
  await send(agent, real);
  await assert.rejects(agent.perform(upgrade(signed(real)), reporter(), signal), failure);
  await assert.rejects(host.life().perform(upgrade(signed(real)), reporter(), signal), failure);
  assert.equal(host.starts.length, 1);
  await assert.rejects(agent.perform(upgrade(signed(real), "upgrade-2"), reporter(), signal), {
    code: "unknown-operation",
  });
});

test("an agent that is restarted in the middle goes on waiting, and finds the guard's result", async () => {
  const host = pi();
  const stop = new AbortController();
  const agent = host.life();
  await send(agent, real);
  const killed = agent.perform(upgrade(signed(real)), reporter(), stop.signal);
  while (host.starts.length === 0) await systemClock.sleep(10);
  stop.abort(new Error("the agent ends"));
  await assert.rejects(killed, /the agent ends/);

  const next = host.life("0.1.1").perform(upgrade(signed(real)), reporter(), signal);
  while (host.starts.length === 1) await systemClock.sleep(10);
  await cameBack(host.host, host.folder, "0.1.1");
  assert.equal(readFileSync(join(host.pending, "came-back"), "utf8"), "0.1.1\n");
  writeFileSync(join(host.folder, "result"), "operation=upgrade-1\noutcome=upgraded\nreason=\n");
  rmSync(host.pending, { recursive: true });
  assert.equal((await next).outcome, "finished");
});

test("outside of an upgrade an agent that is asked writes nothing", async () => {
  const host = pi();
  await cameBack(host.host, host.folder, "0.1.0");
  assert.ok(!existsSync(host.pending));
});

test("what is installed already is not installed again", async () => {
  const host = pi({ version: "0.1.1" });
  const { steps } = await host.life().perform(upgrade(signed(real)), reporter(), signal);
  assert.deepEqual([steps, host.starts], [[], []]);
});

test("an older version needs the owner's word for it", async () => {
  const host = pi({ version: "0.2.0", guard: () => "outcome=upgraded" });
  const agent = host.life();
  await send(agent, real);
  await assert.rejects(agent.perform(upgrade(signed(real)), reporter(), signal), { message: /older than 0\.2\.0/ });
  const allowed = signed(real, { downgrade: { rollout: "1".repeat(32), from: "0.2.0" } });
  assert.equal((await agent.perform(upgrade(allowed), reporter(), signal)).outcome, "finished");
});

test("leave to go back is for one rollout, and for agents that were no newer then", async () => {
  const guard: Guard = (pending) => {
    // As the real one does before it tells the result.
    writeFileSync(join(pending, "../used-leaves"), readFileSync(join(pending, "leave"), "utf8"));
    return "outcome=upgraded";
  };
  const host = pi({ version: "0.2.0", guard });
  const [first, second] = ["1", "2"].map((digit) => ({ rollout: digit.repeat(32), from: "0.2.0" }));
  const agent = host.life();
  await send(agent, real);
  await agent.perform(upgrade(signed(real, { downgrade: first })), reporter(), signal);
  // Upgraded again since; whoever kept the signed package offers it once more, under the old id and under a new one.
  const later = host.life("0.2.0");
  await send(later, real);
  for (const id of ["upgrade-2", "upgrade-3"]) {
    await assert.rejects(later.perform(upgrade(signed(real, { downgrade: first }), id), reporter(), signal), {
      code: "refused",
      message: /was for one rollout, which this Pi has already had/,
    });
  }
  await assert.rejects(
    host.life("0.3.0").perform(upgrade(signed(real, { downgrade: second }), "upgrade-4"), reporter(), signal),
    { code: "refused", message: /older than 0\.3\.0/ },
  );
  const again = later.perform(upgrade(signed(real, { downgrade: second }), "upgrade-5"), reporter(), signal);
  assert.equal((await again).outcome, "finished");
  assert.equal(host.starts.length, 2);
});

test("a file that is cut short, or another package than was signed, changes nothing", async () => {
  const host = pi({ guard: () => assert.fail("nothing may be started") });
  const agent = host.life();
  await send(agent, real);
  const other = signed(real, { version: "0.1.2" });
  await assert.rejects(agent.perform(upgrade(other), reporter(), signal), {
    code: "refused",
    message: new RegExp(`^the package is pi-agent 0\\.1\\.1 for ${ARCHITECTURE}, but pi-agent 0\\.1\\.2`),
  });
  const path = join(host.folder, "incoming", `${signed(real).sha256}.deb`);
  writeFileSync(path, real.subarray(0, 500));
  await assert.rejects(agent.perform(upgrade(signed(real)), reporter(), signal), { code: "unknown-operation" });
  writeFileSync(path, real.subarray(0, -1));
  appendFileSync(path, "x");
  await assert.rejects(agent.perform(upgrade(signed(real)), reporter(), signal), { code: "unknown-operation" });
});
