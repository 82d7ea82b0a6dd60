/** Runs the test cases for units on this machine, whose PID 1 is systemd; prints each result as a line of JSON. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { linuxHost } from "../../packages/agent/src/host/linux-host.ts";
import { UNIT, UNIT_CASES, type UnitPrograms } from "../../packages/agent/src/host/testing/host-contract.ts";

function programs(): UnitPrograms {
  const folder = mkdtempSync("/run/gate-");
  const words = "no luck";
  const failing = `echo ${words}; exit 3`;
  return {
    ...{ quick: ["true"], failing: ["sh", "-c", failing], words },
    // Runs until the file exists.
    slow: ["sh", "-c", `until [ -e ${folder}/open ]; do sleep 0.1; done; ${failing}`],
    async release() {
      writeFileSync(`${folder}/open`, "");
      const asked = ["show", "--property=ActiveState", "--value", `${UNIT}.service`];
      const runs = () => execFileSync("systemctl", asked, { encoding: "utf8" }).trim() !== "inactive";
      while (runs());
    },
  };
}

for (const { name, run } of UNIT_CASES) {
  const failure = await run(linuxHost(), programs()).then(
    () => "",
    (error) => String(error),
  );
  process.stdout.write(`${JSON.stringify({ name, failure })}\n`);
}
