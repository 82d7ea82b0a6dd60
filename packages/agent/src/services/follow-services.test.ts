import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServiceReport, Services } from "@rackberry/protocol";
import { SimulatedClock } from "../host/testing/simulated-clock.ts";
import { SimulatedPi } from "../host/testing/simulated-pi.ts";
import { journal } from "../journal.ts";
import { followServices } from "./follow-services.ts";
import { readNodeFacts } from "./node-facts.ts";
import type { Probe, Reach } from "./reach.ts";

const services: Services = {
  apiAddress: "10.96.0.1",
  dnsAddress: "",
  dnsName: "kubernetes.default.svc.cluster.local",
  network: { kind: "direct", podSubnet: "10.244.0.0/16" },
};

interface Story {
  /** Answers of the API's service address, one for each check; then the test ends. */
  readonly looks: readonly Reach[];
  readonly inCluster?: (look: number) => boolean;
}

/** One node over several connections, each with its own answers. */
function node() {
  const clock = new SimulatedClock();
  const host = new SimulatedPi();
  const lines: string[] = [];
  const times: number[] = [];
  let looks: Reach[] = [];
  let stop = new AbortController();
  let asked = 0;
  let isIn: NonNullable<Story["inCluster"]> = () => true;
  const probe: Probe = {
    // A refused connection is tried twice.
    connect: async () => {
      const reach = looks[0];
      if (reach === undefined) {
        stop.abort();
        return "answered";
      }
      if (reach === "answered" || asked++ % 2 === 1) looks.shift();
      if (asked % 2 === 0) times.push(clock.monotonic());
      return reach;
    },
    ask: async () => "answered",
    askLarge: async () => "answered",
  };
  const follow = followServices({
    probe,
    nodeFacts: () => readNodeFacts(host, clock),
    clock,
    journal: journal((line) => lines.push(line)),
    inCluster: async () => isIn(asked),
  });
  return {
    host,
    lines,
    times,
    clock,
    async live({ looks: story, inCluster = () => true }: Story): Promise<ServiceReport[]> {
      const reports: ServiceReport[] = [];
      looks = [...story];
      stop = new AbortController();
      isIn = inCluster;
      await assert.rejects(
        follow(services, (report) => reports.push(report), stop.signal),
        { name: "AbortError" },
      );
      return reports;
    },
  };
}
const words = (reports: readonly ServiceReport[]) =>
  reports.map(({ works, sentence }) => works || sentence.slice(0, 23));

test("the first answer is sent at once, the next when it differs", async () => {
  const pi = node();
  const reports = await pi.live({
    looks: ["answered", "answered", "answered", "refused", "refused", "refused", "answered"],
  });
  assert.deepEqual(words(reports), [true, "the API's service addre", true]);
});

test("it checks every three minutes while all is well, and every few seconds while it is not", async () => {
  const pi = node();
  await pi.live({
    looks: ["answered", "answered", ...Array.from({ length: 14 }, () => "refused" as const), "answered"],
  });
  const pauses = pi.times.slice(1).map((time, index) => Math.round(time - (pi.times[index] ?? 0)));
  assert.equal(pauses[0], 180_000);
  assert.equal(pauses[1], 180_000);
  assert.equal(pauses[2], 1_000);
  assert.ok(
    pauses.slice(3).every((pause, index) => pause >= (pauses[index + 2] ?? 0) && pause <= 30_000),
    `${pauses}`,
  );
  assert.equal(pauses.at(-1), 30_000);
});

test("one failed check is not a failure", async () => {
  const pi = node();
  assert.deepEqual(words(await pi.live({ looks: ["answered", "refused", "answered", "refused", "answered"] })), [true]);
  assert.deepEqual(pi.lines, []);
});

test("the journal has a line when it stops working and one when it works again, over all connections", async () => {
  const pi = node();
  await pi.live({ looks: ["answered", "refused", "refused", "refused"] });
  // The coordinator was restarted: it is told again, the journal is not.
  assert.deepEqual(words(await pi.live({ looks: ["refused", "refused", "answered"] })), [
    "the API's service addre",
    true,
  ]);
  assert.equal(pi.lines.length, 2);
  assert.match(
    pi.lines[0] ?? "",
    /^<4>the cluster's services cannot be used from this node: the API's service address/,
  );
  assert.match(pi.lines[1] ?? "", /^<6>the cluster's services work again/);
});

test("a new node gets some time before the journal complains, but not for ever", async () => {
  const quick = node();
  await quick.live({ looks: ["refused", "refused", "refused", "answered"] });
  assert.deepEqual(quick.lines, []);
  const never = node();
  await never.live({ looks: Array.from({ length: 20 }, () => "refused" as const) });
  assert.equal(never.lines.length, 1);
});

test("while a node starts, nothing is blamed without an error of its own; after that it is", async () => {
  const pi = node();
  const looks = Array.from({ length: 15 }, () => "silent" as const);
  const [starting, ...later] = (await pi.live({ looks })).map(({ sentence }) => sentence);
  assert.equal(
    starting,
    "the API's service address 10.96.0.1:443 does not answer from this node: it may still be starting",
  );
  assert.equal(later.length, 1);
  assert.match(later[0] ?? "", /forwards to the API server, which does not answer: check that kube-apiserver runs/);
});

test("in the first ten seconds of a node nobody is asked why, since everything still starts", async () => {
  const pi = node();
  const line = `${new Date(pi.clock.now()).toISOString()} stderr F error: iptables boom\n`;
  pi.host.put("/var/log/pods/kube-system_kube-proxy-a_b/kube-proxy/0.log", line);
  const [first, then] = await pi.live({ looks: Array.from({ length: 6 }, () => "refused" as const) });
  assert.match(first?.sentence ?? "", /may still be starting$/);
  assert.deepEqual(first?.culprits, []);
  assert.match(then?.sentence ?? "", /iptables boom/);
});

test("another cause is reported at once, another sentence about the same cause only after a minute", async () => {
  const same = node();
  assert.equal((await same.live({ looks: ["refused", "silent", "unreachable"] })).length, 1);
  const late = node();
  const long = Array.from({ length: 15 }, () => "silent" as const);
  assert.equal((await late.live({ looks: ["refused", ...long] })).length, 2);
  const other = node();
  let turns = 0;
  const inCluster = () => {
    const line = `${new Date(other.clock.now()).toISOString()} stderr F error: iptables boom\n`;
    // At the one before it, more than 10 s after the first, the reasons are asked for.
    if (++turns === 7) other.host.put("/var/log/pods/kube-system_kube-proxy-a_b/kube-proxy/0.log", line);
    return true;
  };
  const reports = await other.live({ looks: Array.from({ length: 7 }, () => "refused" as const), inCluster });
  assert.deepEqual(
    reports.map(({ culprits }) => culprits.map(({ line }) => line)),
    [[], ["error: iptables boom"]],
  );
});

test("the journal names a culprit found later, and repeats a changing sentence at growing intervals", async () => {
  const pi = node();
  let turns = 0;
  const inCluster = () => {
    const time = new Date(pi.clock.now()).toISOString();
    const line = `${time} stderr F error: iptables boom ${++turns}\n`;
    if (turns > 3) pi.host.put("/var/log/pods/kube-system_kube-proxy-a_b/kube-proxy/0.log", line);
    return true;
  };
  const looks = ["answered", ...Array.from({ length: 300 }, () => "refused" as const)] as const;
  await pi.live({ looks, inCluster });
  assert.doesNotMatch(pi.lines[0] ?? "", /boom/);
  assert.match(pi.lines[1] ?? "", /boom/);
  // Two and a half hours of a line that changes at every check.
  assert.ok(pi.lines.length >= 8 && pi.lines.length <= 9, String(pi.lines.length));
});

test("a host that is no longer in a cluster is not checked", async () => {
  const pi = node();
  let turns = 0;
  const inCluster = () => ++turns > 5;
  assert.deepEqual(words(await pi.live({ looks: ["answered"], inCluster })), [true]);
  assert.equal(pi.clock.monotonic(), 5 * 180_000 + 180_000);
});
