import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { test } from "node:test";
import { WebSocket } from "ws";
import { keepAlive } from "./upgrade.ts";

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
const websocket = (readyState: number) =>
  Object.assign(new EventEmitter(), { readyState, OPEN: WebSocket.OPEN }) as unknown as WebSocket;

test("a connection that closed while it was being authenticated leaves no timer behind", () => {
  const before = timers();
  keepAlive(websocket(WebSocket.CLOSED), 60_000);
  assert.equal(timers(), before);
});

test("an open connection is watched until it closes", () => {
  const before = timers();
  const open = websocket(WebSocket.OPEN);
  keepAlive(open, 60_000);
  assert.equal(timers(), before + 1);
  open.emit("close");
  assert.equal(timers(), before);
});

test("a peer that has answered is not gone because this process stood still", async () => {
  const peer = spawn("cat");
  const seen: string[] = [];
  const kept = Object.assign(websocket(WebSocket.OPEN) as unknown as EventEmitter, {
    ping: () => {
      seen.push("ping");
      peer.stdin.write("ping");
      if (seen.length > 1) return;
      // The answer is here long before this process looks; the next ping is due by then.
      setImmediate(() => {
        const end = performance.now() + 300;
        while (performance.now() < end);
      });
    },
    terminate: () => seen.push("terminate"),
  });
  peer.stdout.on("data", () => {
    seen.push("pong");
    kept.emit("pong");
  });
  keepAlive(kept as unknown as WebSocket, 50);
  while (seen.filter((what) => what === "ping").length < 3) await once(peer.stdout, "data");
  assert.ok(!seen.includes("terminate"), seen.join(" "));
  kept.emit("close");
  peer.stdin.end();
  await once(peer, "close");
});

test("a peer that does not answer is gone", async () => {
  const mute = Object.assign(websocket(WebSocket.OPEN) as unknown as EventEmitter, { ping: () => {} });
  const gone = new Promise<void>((resolve) => Object.assign(mute, { terminate: resolve }));
  keepAlive(mute as unknown as WebSocket, 20);
  await gone;
  mute.emit("close");
});
