/** A name server that accepts questions and never answers, in the test's own network and mount namespace. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";

const main = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const exec = promisify(execFile);

/** Milliseconds: the C library's own time limit for such a server is several times that. */
const BOUND = 40_000;

test("a coordinator's name that no name server answers for is one sentence, and then pictl has ended", async () => {
  using rack = await rackDirectory();
  rack.write("resolv.conf", "search a.example b.example\nnameserver 127.0.0.9\noptions timeout:20 attempts:3\n");
  const deaf = `require("node:dgram").createSocket("udp4").bind(53, "127.0.0.9", () => console.log("ready"))`;
  const script = `
    set -e
    ip link set lo up
    mount --bind "$2/resolv.conf" /etc/resolv.conf
    coproc "$0" -e '${deaf}'
    read -r _ <&"\${COPROC[0]}"
    "$0" "$1" -C "$2" --coordinator master.example status && code=0 || code=$?
    kill "$COPROC_PID"
    exit "$code"`;
  const argv = ["--net", "--mount", "bash", "-c", script, process.execPath, main, rack.path];
  const asked = exec("unshare", argv, { timeout: BOUND });
  await assert.rejects(asked, {
    code: 1,
    killed: false,
    stderr: /^pictl: no coordinator answers at master\.example:\d+ \([^\n]+\)\n$/,
  });
});
