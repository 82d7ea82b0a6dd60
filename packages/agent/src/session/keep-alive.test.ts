import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
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
