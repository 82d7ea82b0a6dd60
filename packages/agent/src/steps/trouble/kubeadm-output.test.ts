import assert from "node:assert/strict";
import { test } from "node:test";
import { isGoodReport, withoutEscapes } from "./kubeadm-output.ts";

test("only failed checks remain of the system report, without colours", () => {
  const line = (key: string, value: string, colour: number) =>
    `\x1b[0;37m${key}\x1b[0m: \x1b[0;${colour}m${value}\x1b[0m`;
  const report = [
    line("KERNEL_VERSION", "6.12.25+rpt-rpi-v8", 32),
    line("CONFIG_NAMESPACES", "enabled", 32),
    line("CONFIG_VETH", "enabled (as module)", 32),
    line("OS", "Linux", 32),
    line("CGROUPS_CPU", "enabled", 32),
    line("CONFIG_CGROUP_HUGETLB", "missing - Required for hugetlb cgroup.", 33),
    line("CGROUPS_MEMORY", "missing", 31),
  ].map(withoutEscapes);
  assert.deepEqual(
    report.filter((text) => !isGoodReport(text)),
    ["CONFIG_CGROUP_HUGETLB: missing - Required for hugetlb cgroup.", "CGROUPS_MEMORY: missing"],
  );
  assert.equal(isGoodReport("[preflight] Running pre-flight checks"), false);
});
