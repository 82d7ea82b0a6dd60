/** What is said, to the network and to the journal, and how often: time is set by hand. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dropped } from "./dropped.ts";
import { flood } from "./flood.ts";
import { onLink } from "./on-link.ts";
import { onceASecond } from "./once-a-second.ts";

/** Time that passes when it is told to. */
function handTime() {
  let now = 0;
  const due = new Set<{ readonly at: number; readonly work: () => void }>();
  return {
    get now() {
      return now;
    },
    after(ms: number, work: () => void) {
      const timer = { at: now + ms, work };
      due.add(timer);
      return () => void due.delete(timer);
    },
    pass(ms: number) {
      for (const end = now + ms; now < end; now++) {
        for (const timer of [...due].filter(({ at }) => at <= now)) {
          due.delete(timer);
          timer.work();
        }
      }
    },
  };
}

test("a thousand questions a second are answered once a second, the first at once", () => {
  const time = handTime();
  const said: number[] = [];
  const answers = onceASecond(() => said.push(time.now) > 0, time.after);
  for (let index = 0; index < 3_500; index++) {
    answers.ask();
    time.pass(1);
  }
  time.pass(5_000);
  assert.deepEqual(said, [0, 1_000, 2_000, 3_000, 4_000]);
  answers.ask();
  assert.equal(said.length, 6);
  answers.ask();
  answers.close();
  answers.ask();
  time.pass(5_000);
  assert.equal(said.length, 6);
});

test("an answer that could not be given takes up no second", () => {
  const time = handTime();
  let isDeaf = true;
  const said: number[] = [];
  const answer = () => !isDeaf && said.push(time.now) > 0;
  const answers = onceASecond(answer, time.after);
  answers.ask();
  time.pass(300);
  isDeaf = false;
  answers.ask();
  assert.deepEqual(said, [300]);
});

test("what was dropped is told after a moment and then once a minute, and only when there was something", () => {
  const time = handTime();
  const told: string[] = [];
  const counter = dropped({
    tell: (sentence, sources) => told.push(`${time.now}: ${sentence} (${sources})`),
    after: time.after,
    quiet: { foreign: 100 },
  });
  for (let index = 0; index < 90_000; index++) {
    if (index < 65_000 && index % 10 === 0) counter.count("counts that lie", `10.0.0.${index % 7}`);
    if (index % 100 === 0) counter.count("foreign", "10.0.0.9");
    time.pass(1);
  }
  assert.equal(told.length, 2);
  assert.match(
    told[0] ?? "",
    /^5000: dropped 501 multicast DNS packets: 501 counts that lie \(10\.0\.0\.0 10\.0\.0\.3\)$/,
  );
  assert.match(told[1] ?? "", /^65000: dropped 5999 multicast/);
  counter.pause();
  for (let index = 0; index < 10_000; index++) {
    counter.count("foreign", "10.0.0.9");
    time.pass(1);
  }
  time.pass(60_000);
  assert.match(told[2] ?? "", /dropped \d+ multicast DNS packets: \d+ foreign; stopped listening 1 times/);
  counter.count("too large", "10.0.0.1");
  counter.close();
  time.pass(60_000);
  assert.equal(told.length, 3);
});

test("an address is on the link of an interface that is there, one that came a moment ago too", () => {
  let now = 0;
  let interfaces: object = { lo: [{ family: "IPv4", address: "127.0.0.1", cidr: "127.0.0.1/8" }] };
  const isOnLink = onLink({ interfaces: () => interfaces as never, routes: () => "", monotonic: () => now });
  assert.deepEqual([isOnLink("127.3.2.1"), isOnLink("192.168.4.9"), isOnLink("not an address")], [true, false, false]);
  interfaces = {
    eth0: [
      { family: "IPv6", address: "fe80::1", cidr: "fe80::1/64" },
      { family: "IPv4", address: "192.168.4.1", cidr: "192.168.4.1/24" },
    ],
    tun0: [{ family: "IPv4", address: "10.8.0.1", cidr: "10.8.0.1/0" }],
  };
  assert.equal(isOnLink("192.168.4.9"), false);
  now += 1_000;
  assert.deepEqual([isOnLink("192.168.4.9"), isOnLink("192.168.5.9"), isOnLink("8.8.8.8")], [true, false, false]);
});

test("neighbours behind an address without a network are known by the routes to them", () => {
  const eth0 = [{ family: "IPv4", address: "10.0.0.1", cidr: "10.0.0.1/32" }];
  const routes = `Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
eth0 0200000A 00000000 0005 0 0 0 FFFFFFFF 0 0 0
eth0 00000000 0200000A 0003 0 0 0 00000000 0 0 0
eth0 0001A8C0 0200000A 0003 0 0 0 00FFFFFF 0 0 0
`;
  const isOnLink = onLink({ interfaces: () => ({ eth0 }) as never, routes: () => routes, monotonic: () => 0 });
  assert.deepEqual([isOnLink("10.0.0.2"), isOnLink("10.0.0.3"), isOnLink("192.168.1.9")], [true, false, false]);
});

test("a second that brings too much says what is left of it, and the next one begins anew", () => {
  let now = 500;
  const left = flood(3, () => now);
  assert.deepEqual([left(), left(), left()], [undefined, undefined, undefined]);
  now = 700;
  assert.equal(left(), 800);
  now = 1_500;
  assert.equal(left(), undefined);
});
