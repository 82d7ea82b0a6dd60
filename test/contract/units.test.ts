/** What one of our processes may do if an attacker takes it over, in systemd's own judgement. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { cacheRoot } from "../rack/build/cache.ts";
import { installHostPackages } from "../rack/build/host-packages.ts";
import { ROOT } from "../story/product.ts";

/** The highest allowed exposure of a unit, from 0 to 10. */
const LIMITS = { "pi-agent": 1.5, "pi-agent-executor": 4.0, "pi-agent-upgrade": 6.0, "pi-coordinator": 1.7 } as const;

const unitText = (name: string) => readFileSync(`${ROOT}systemd/${name}.service`, "utf8");

// systemd-analyze comes with systemd, which systemd-container needs.
before(() => installHostPackages(cacheRoot(), (line) => console.log(line)));

for (const [name, most] of Object.entries(LIMITS)) {
  test(`${name} is exposed ${most} at most`, () => {
    const argv = ["security", "--offline=true", "--no-pager", `${ROOT}systemd/${name}.service`];
    const text = execFileSync("systemd-analyze", argv, { encoding: "utf8" });
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(text)?.[1]);
    assert.ok(exposure <= most, `${exposure}\n${text}`);
  });

  test(`systemd understands every line of ${name}`, () => {
    const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", `${ROOT}systemd/${name}.service`], {
      encoding: "utf8",
    });
    // Its program is not installed here; any other message would be about a word that systemd ignores.
    const complaints = stderr.split("\n").filter((line) => line.includes(`${name}.service`));
    assert.deepEqual(
      complaints.filter((line) => !/is not executable: No such file/.test(line)),
      [],
    );
  });
}

test("what strangers can fill has a limit of its own, and no protection when memory runs out", () => {
  for (const name of ["pi-agent", "pi-agent-executor", "pi-coordinator"]) {
    assert.match(unitText(name), /^MemoryMax=\d+M$/m, name);
    assert.doesNotMatch(unitText(name), /^OOMScoreAdjust=-/m, name);
  }
});

test("the executor begins after the bus by which systemd-run asks for what takes long", () => {
  const unit = unitText("pi-agent-executor");
  assert.match(unit, /^Wants=.*\bdbus\.socket\b/m);
  assert.match(unit, /^After=.*\bdbus\.socket\b/m);
});

test("the port that the agent's settings suggest is none that the rack uses", () => {
  const [, suggested] = /--port (\d+)/.exec(readFileSync(`${ROOT}systemd/pi-agent.default`, "utf8")) ?? [];
  const used = [...readFileSync(`${ROOT}packages/protocol/src/limits.ts`, "utf8").matchAll(/_PORT = ([\d_]+);/g)];
  assert.ok(used.length >= 3 && Number(suggested) > 0);
  assert.ok(!used.some(([, port = ""]) => Number(port.replace("_", "")) === Number(suggested)), suggested);
});
