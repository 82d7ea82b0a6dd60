import assert from "node:assert/strict";
import { test } from "node:test";
import { lastError } from "./container-log.ts";

const T = "2026-11-27T10:00:00.123456789+00:00";
const log = (...lines: string[]) => `${lines.map((line) => `${T} stderr F ${line}`).join("\n")}\n`;
const lineOf = (tail: string) => lastError(tail)?.line;

test("kube-proxy's failed iptables-restore becomes one line, indented lines included", () => {
  const tail = log(
    'I1127 10:00:00.000000       1 proxier.go:786] "SyncProxyRules complete"',
    'E1127 10:00:00.000000       1 proxier.go:1492] "Failed to execute iptables-restore" err=<',
    "\texit status 2: Warning: Extension statistic revision 0 not supported, missing kernel module?",
    "\tiptables-restore v1.8.9 (nf_tables): Couldn't load match `statistic':No such file or directory",
    " >",
    'I1127 10:00:00.000000       1 proxier.go:801] "Sync failed" retryingTime="30s"',
  );
  assert.equal(
    lineOf(tail),
    '"Failed to execute iptables-restore" err=< exit status 2: Warning: Extension statistic revision 0 not supported, ' +
      "missing kernel module? iptables-restore v1.8.9 (nf_tables): Couldn't load match `statistic':No such file or " +
      "directory >",
  );
});

test("flannel's and CoreDNS's errors, a program that cannot start, and a panic are found", () => {
  for (const [raw, line] of [
    [
      'E1127 10:00:00.000000       1 main.go:359] Error registering network: subnet "10.245.0.0/16" specified in the flannel net config doesn\'t contain "10.244.1.0/24" PodCIDR of the "node1" node',
      'Error registering network: subnet "10.245.0.0/16" specified in the flannel net config doesn\'t contain "10.244.1.0/24" PodCIDR of the "node1" node',
    ],
    ["[ERROR] plugin/errors: 2 boom. A: i/o timeout", "[ERROR] plugin/errors: 2 boom. A: i/o timeout"],
    [
      "/usr/local/bin/kube-proxy: error while loading shared libraries: libm.so.6: cannot open shared object file",
      "/usr/local/bin/kube-proxy: error while loading shared libraries: libm.so.6: cannot open shared object file",
    ],
    ["panic: runtime error: index out of range", "panic: runtime error: index out of range"],
    ['F1127 10:00:00.000000       1 server.go:1] "fatal words"', '"fatal words"'],
  ] as const) {
    assert.equal(lineOf(log("I1127 10:00:00.000000       1 a.go:1] fine", raw)), line);
  }
});

test("the last error counts, with its time; a log without errors has none", () => {
  const tail = `2026-11-27T09:00:00.5Z stderr F error: old\n2026-11-27T10:00:00Z stderr F error: new\n${log("[INFO] fine")}`;
  assert.deepEqual(lastError(tail), { time: Date.UTC(2026, 10, 27, 10), line: "error: new" });
  assert.equal(lastError(log("[INFO] plugin/reload: Running", "I1127 10:00:00.0 1 a.go:1] no errors here")), undefined);
  assert.equal(lastError(""), undefined);
  // Logged at every start of a kube-proxy that kubeadm has configured.
  const always =
    'E1127 10:00:00.000000       1 server.go:1] "Kube-proxy configuration may be incomplete or incorrect" err="x"';
  assert.equal(lastError(log(always)), undefined);
});

test("parts of a long line are joined, and a tail may begin in the middle of a line", () => {
  const tail = `r F half a line\n${T} stderr P error: a\n${T} stderr P  long\n${T} stderr F  line\n`;
  assert.equal(lineOf(tail), "error: a long line");
});
