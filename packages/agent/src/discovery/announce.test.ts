import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, type Interfaces } from "@rackberry/protocol";
import { SimulatedClock } from "../host/testing/simulated-clock.ts";
import { journal } from "../journal.ts";
import { type Announcement, announce, type Respond } from "./announce.ts";

const cable = (address?: string, index = 2) =>
  ({
    lo: [{ address: "127.0.0.1", family: "IPv4", internal: true }],
    cni0: [{ address: "10.244.0.1", family: "IPv4", internal: false }],
    eth0: [
      { address: "fe80::1", family: "IPv6", internal: false, scopeid: index },
      ...(address ? [{ address, family: "IPv4", internal: false, mac: "02:00:00:00:00:01" }] : []),
    ],
  }) as unknown as Interfaces;

interface World {
  interfaces: Interfaces;
  state: Announcement["state"];
  connected: boolean;
  /** Opening a responder fails. */
  broken: boolean;
  /** The responder that is open dies. */
  die: (error: AppError) => void;
}

/** Runs one look a second; `story` changes the world before the look of its number. Answers what happened, by look. */
async function watch(looks: number, story: Readonly<Record<number, (world: World) => void>>) {
  const world: World = { interfaces: cable(), state: "new", connected: false, broken: false, die: () => {} };
  const happened: string[] = [];
  const lines: string[] = [];
  const stop = new AbortController();
  let look = 0;
  const respond: Respond = (address, { state }, { onError, onSent }) => {
    if (world.broken) throw new AppError("internal", "network is unreachable");
    world.die = onError;
    happened.push(`${look}: open ${address} ${state}`);
    return {
      announce() {
        happened.push(`${look}: say`);
        onSent();
      },
      close: () => happened.push(`${look}: close ${address}`),
    };
  };
  const options = {
    // Asked first at every look.
    announcement: () => {
      look += 1;
      if (look === looks) stop.abort();
      story[look]?.(world);
      return { shortId: "0a1b2c3d", port: 7440, state: world.state };
    },
    isConnected: () => world.connected,
    interfaces: () => world.interfaces,
    respond,
    clock: new SimulatedClock(),
    journal: journal((line) => lines.push(line)),
  };
  await announce(options, stop.signal);
  const announced = lines.filter((line) => line.includes("announced address"));
  return { happened, announced, warnings: lines.filter((line) => line.startsWith("<4>")) };
}

test("an address that comes late is announced at the next look, again with growing pauses, then slowly until connected", async () => {
  const { happened, announced } = await watch(100, {
    3: (world) => {
      world.interfaces = cable("192.168.40.12");
    },
    60: (world) => {
      world.connected = true;
    },
  });
  assert.equal(announced.length, 1);
  assert.deepEqual(happened, [
    "3: open 192.168.40.12 new",
    "3: say",
    "4: say",
    "6: say",
    "12: say",
    "33: say",
    "100: close 192.168.40.12",
  ]);
});

test("a changed address, a changed state and another cable begin anew", async () => {
  const { happened } = await watch(5, {
    1: (world) => {
      world.interfaces = cable("192.168.40.12");
    },
    2: (world) => {
      world.interfaces = cable("192.168.40.99");
    },
    3: (world) => {
      world.state = "adopted";
    },
    4: (world) => {
      world.interfaces = cable("192.168.40.99", 7);
    },
  });
  assert.deepEqual(
    happened.filter((line) => !line.endsWith("say")),
    [
      "1: open 192.168.40.12 new",
      "2: close 192.168.40.12",
      "2: open 192.168.40.99 new",
      "3: close 192.168.40.99",
      "3: open 192.168.40.99 adopted",
      "4: close 192.168.40.99",
      "4: open 192.168.40.99 adopted",
      "5: close 192.168.40.99",
    ],
  );
});

test("a network that fails is told once and tried again", async () => {
  const { happened, warnings } = await watch(20, {
    1: (world) => {
      world.interfaces = cable("192.168.40.12");
      world.broken = true;
    },
    8: (world) => {
      world.broken = false;
    },
    15: (world) => world.die(new AppError("internal", "send ENETUNREACH")),
  });
  assert.deepEqual(
    happened.filter((line) => line.includes("open")),
    ["11: open 192.168.40.12 new", "19: open 192.168.40.12 new"],
  );
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? "", /network is unreachable/);
  assert.match(warnings[1] ?? "", /ENETUNREACH/);
});

test("a Pi that nobody has given an address says so, once", async () => {
  const { happened, warnings } = await watch(100, {
    1: (world) => {
      world.interfaces = cable("169.254.33.7");
    },
  });
  assert.deepEqual(happened, []);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /no address but 169\.254\.33\.7, .* \(eth0\): .*DHCP server/);
});

test("a Pi without a cable says so; one that gets its address soon says nothing", async () => {
  assert.match((await watch(40, {})).warnings.join(), /it has no address: is the cable plugged in/);
  const { warnings } = await watch(40, {
    20: (world) => {
      world.interfaces = cable("192.168.40.12");
    },
  });
  assert.deepEqual(warnings, []);
});

test("a port that another program keeps is told with what to do, and nothing is called announced before it is", async () => {
  const { announced, warnings } = await watch(4, {
    1: (world) => {
      world.interfaces = cable("192.168.40.12");
    },
    2: (world) => world.die(new AppError("internal", "bind EADDRINUSE 0.0.0.0:5353")),
  });
  assert.equal(announced.length, 1, "the simulated responder sent at once");
  assert.match(warnings.join(), /EADDRINUSE.*disallow-other-stacks/);
});
