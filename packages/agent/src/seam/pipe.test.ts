import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { memoryPipe, type Pipe, pipeChannel, streamPipe } from "./pipe.ts";

/** Both ends over a unix socket, and the far end's socket. */
async function socketPipe(): Promise<{ near: Pipe; far: Pipe; socket: Socket }> {
  const folder = mkdtempSync(join(tmpdir(), "pipe-"));
  const server = createServer();
  server.listen(join(folder, "s"));
  await once(server, "listening");
  const socket = connect(join(folder, "s"));
  const [accepted] = (await once(server, "connection")) as [Socket];
  server.close();
  rmSync(folder, { recursive: true });
  return { near: streamPipe(accepted), far: streamPipe(socket), socket };
}
const WAYS: Readonly<Record<string, () => Promise<{ near: Pipe; far: Pipe }>>> = {
  "in memory": async () => {
    const [near, far] = memoryPipe();
    return { near, far };
  },
  "over a unix socket": socketPipe,
};

async function all(pipe: Pipe): Promise<string[]> {
  const found: string[] = [];
  for await (const message of pipe.messages) found.push(Buffer.from(message).toString());
  return found;
}

for (const [way, open] of Object.entries(WAYS)) {
  test(`${way}, messages arrive whole and in order, the empty one too, and what was sent before the end`, async () => {
    const { near, far } = await open();
    const heard = all(far);
    const large = "x".repeat(200_000);
    for (const words of ["first", "", large, "last"]) near.send(Buffer.from(words));
    near.close();
    near.send(Buffer.from("after the end"));
    assert.deepEqual(await heard, ["first", "", large, "last"]);
    far.close();
    far.close();
  });

  test(`${way}, both ends speak, and the end of one is the end of the other`, async () => {
    const { near, far } = await open();
    const answers = all(near);
    far.send(Buffer.from("from the far end"));
    far.close();
    assert.deepEqual(await answers, ["from the far end"]);
  });

  test(`${way}, the contract's frames cross`, async () => {
    const { near, far } = await open();
    pipeChannel(near).send({ id: 3, kind: "getFacts", value: {} });
    for await (const { id, kind } of pipeChannel(far).frames) {
      assert.deepEqual([id, kind], [3, "getFacts"]);
      break;
    }
    near.close();
  });
}

test("a message comes in as many parts as the kernel likes", async () => {
  const { near, socket } = await socketPipe();
  const heard = all(near);
  for (const byte of [0, 0, 0, 5, ...Buffer.from("hello"), 0, 0, 0, 1, 33]) {
    socket.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  socket.end();
  assert.deepEqual(await heard, ["hello", "!"]);
});

test("a length that nothing of ours has ends the pipe before it is waited for", async () => {
  const { near, socket } = await socketPipe();
  socket.on("error", () => {});
  socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff]));
  await assert.rejects(all(near), { code: "invalid" });
  if (!socket.closed) await once(socket, "close");
});
