import assert from "node:assert/strict";
import { test } from "node:test";
import { parseUpgradeRequest } from "./upgrade-request.ts";

test("the request that begins a websocket is read, with its header names in lower case", () => {
  const head = "GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key:  dGhl \r\nHost: agent:7440";
  const request = parseUpgradeRequest(head);
  assert.equal(request?.url, "/");
  assert.deepEqual({ ...request?.headers }, { upgrade: "websocket", "sec-websocket-key": "dGhl", host: "agent:7440" });
});

test("nothing else is", () => {
  const others = [
    "",
    "POST / HTTP/1.1",
    "GET / HTTP/1.0",
    "GET http://a/ HTTP/1.1",
    "GET / HTTP/1.1\r\nno colon",
    "GET / HTTP/1.1\r\nA: b\r\n folded",
    "GET / HTTP/1.1\r\nA : b",
    "GET / HTTP/1.1\nA: b",
    `GET / HTTP/1.1${"\r\nA: b".repeat(33)}`,
    "GET / HTTP/1.1\r\nA: \u0000",
  ];
  for (const head of others) assert.equal(parseUpgradeRequest(head), undefined, JSON.stringify(head));
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});
