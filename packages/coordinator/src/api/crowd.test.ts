import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { connect as tlsConnect } from "node:tls";
import { authenticator } from "./authenticate.ts";
import { EMPTY_STATUS, type TestApi, testApi } from "./testing/test-api.ts";

/** A request of the owner. */
async function status({ port, token }: TestApi): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  const asked = request({ port, path: "/v1/status", headers, rejectUnauthorized: false, agent: false }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return JSON.parse(await text(response));
}

async function crowdOf(count: number, open: () => Socket, ready: string): Promise<Socket[]> {
  const crowd = Array.from({ length: count }, open);
  await Promise.all(
    crowd.map(async (socket) => {
      socket.on("error", () => {}).resume();
      if (!socket.closed) await Promise.race([once(socket, ready), once(socket, "close")]);
    }),
  );
  return crowd;
}

test("the owner is answered while hundreds of sockets that say nothing stand at the door", async () => {
  await using api = await testApi({});
  const crowd = await crowdOf(400, () => connect(api.port, "127.0.0.1"), "connect");
  assert.deepEqual(await status(api), EMPTY_STATUS);
  for (const socket of crowd) socket.destroy();
});

test("the owner is answered beside those who end the handshake and ask for nothing", async () => {
  await using api = await testApi({});
  const open = () => tlsConnect({ port: api.port, rejectUnauthorized: false });
  const crowd = await crowdOf(80, open, "secureConnect");
  assert.deepEqual(await status(api), EMPTY_STATUS);
  for (const socket of crowd) socket.destroy();
});

test("who has shown the token is put out by no stranger", async () => {
  await using api = await testApi({
    async *watch(signal) {
      yield EMPTY_STATUS;
      if (!signal.aborted) await once(signal, "abort");
    },
  });
  const headers = { authorization: `Bearer ${api.token}` };
  const asked = request({ port: api.port, path: "/v1/status/watch", headers, rejectUnauthorized: false, agent: false });
  const [response] = (await once(asked.end(), "response")) as [IncomingMessage];
  response.on("error", () => {}).resume();
  const crowd = await crowdOf(100, () => tlsConnect({ port: api.port, rejectUnauthorized: false }), "secureConnect");
  assert.equal(response.destroyed, false);
  for (const socket of crowd) socket.destroy();
  asked.on("error", () => {}).destroy();
});

test("guesses are counted for a whole IPv6 network of 64 bits", () => {
  const judge = authenticator("right", () => 0);
  const verdicts = Array.from({ length: 6 }, (_, index) => judge(`2001:db8::${index}`, "Bearer wrong"));
  assert.deepEqual(verdicts, [...Array.from({ length: 5 }, () => "refused"), "crowded"]);
  assert.equal(judge("2001:db8:0:1::1", "Bearer wrong"), "refused");
});
