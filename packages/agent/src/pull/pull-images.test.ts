import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerHttp2Stream } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { pullImages } from "./pull-images.ts";

interface Answer {
  readonly status: string;
  readonly message?: string;
}

/** The part of containerd in use: receives names of images, and answers as gRPC does. */
async function containerd(t: TestContext, answer: (image: string, asked: number) => Answer) {
  const folder = await mkdtemp(join(tmpdir(), "containerd-"));
  const asked: string[] = [];
  const serve = async (stream: ServerHttp2Stream, path: string) => {
    assert.equal(path, "/runtime.v1.ImageService/PullImage");
    const body = await buffer(stream);
    assert.equal(body.readUInt8(0), 0, "not compressed");
    assert.equal(body.readUInt32BE(1), body.length - 5, "framed");
    const image = nameIn(body.subarray(5));
    asked.push(image);
    const { status, message = "" } = answer(image, asked.length);
    const trailers = { "grpc-status": status, "grpc-message": message };
    if (status !== "0") return stream.respond({ ":status": 200, ...trailers }, { endStream: true });
    stream.respond({ ":status": 200 }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    stream.end(Buffer.from([0, 0, 0, 0, 0]));
  };
  const server = createServer().on("stream", (stream, headers) => void serve(stream, String(headers[":path"])));
  const socket = join(folder, "containerd.sock");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  return { socket, asked };
}

/** PullImageRequest { ImageSpec image = 1 { string image = 1 } }, decoded without our own encoder. */
function nameIn(message: Buffer): string {
  const inner = field(message);
  return field(inner).toString();
}

function field(message: Buffer): Buffer {
  assert.equal(message[0], 0x0a);
  let length = 0;
  let at = 1;
  for (let shift = 0; ; shift += 7) {
    const byte = message[at++] ?? 0;
    length += (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  assert.equal(message.length, at + length);
  return message.subarray(at);
}

const pulling = (socket: string) => {
  const failures: string[] = [];
  const pauses: number[] = [];
  const options = {
    socket,
    tries: 3,
    pause: async () => pauses.push(1),
    onFailure: (one: string) => failures.push(one),
  };
  return { failures, pauses, options };
};

test("images are pulled in their order, however long their names are; one that fails stops no other", async (t) => {
  const long = `registry.example/${"a".repeat(200)}:v1`;
  const { socket, asked } = await containerd(t, (image) =>
    image === "bad:v1" ? { status: "5", message: "bad:v1: not found" } : { status: "0" },
  );
  const { options, failures } = pulling(socket);
  await pullImages(["pause:3.10", "bad:v1", long], options);
  assert.deepEqual(asked, ["pause:3.10", "bad:v1", long]);
  assert.deepEqual(failures, ["bad:v1 was not pulled: bad:v1: not found"]);
});

test("a containerd that is still starting is asked again", async (t) => {
  const { socket, asked } = await containerd(t, (_, number) =>
    number === 1 ? { status: "14", message: "server is not initialized yet" } : { status: "0" },
  );
  const { options, failures, pauses } = pulling(socket);
  await pullImages(["pause:3.10"], options);
  assert.deepEqual([asked.length, pauses.length, failures], [2, 1, []]);
});

test("without a containerd there is an end, and a reason", async () => {
  const { options, failures, pauses } = pulling(join(tmpdir(), "nobody-listens-here.sock"));
  await pullImages(["pause:3.10"], options);
  assert.equal(pauses.length, 2);
  assert.match(failures[0] ?? "", /^pause:3\.10 was not pulled: .*ENOENT/);
});
