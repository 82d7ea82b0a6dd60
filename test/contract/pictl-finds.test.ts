/** Which coordinator pictl talks to, and which ones it rejects. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { findCoordinator } from "../../packages/cli/src/coordinator/find.ts";
import { readSecrets } from "../../packages/cli/src/rack/rack-directory.ts";
import { rackDirectory } from "../../packages/cli/src/testing/example-rack.ts";
import { freshKey, testApi } from "../../packages/coordinator/src/api/testing/test-api.ts";
import { coordinatorOf, pictl } from "./pictl.ts";

test("another rack's coordinator hears no token, and is named as such", async () => {
  using rack = await rackDirectory();
  const rackSecret = Buffer.from(rack.read("secrets/rack.secret").trim(), "hex");
  await using impostor = await testApi({}, { keyPem: freshKey(), rackSecret });
  const { code, noted } = await pictl(rack, impostor, ["status"]);
  assert.equal(code, 1);
  assert.match(noted.join("\n"), /^pictl: at 127\.0\.0\.1:\d+ is the coordinator of another rack.*\(-C DIR\)\?$/);
  // Not even a wrong token was sent.
  assert.deepEqual(impostor.refused, []);
});

test("a rack secret that is not the coordinator's is refused by it", async () => {
  using rack = await rackDirectory();
  await using api = await coordinatorOf(rack, {});
  rack.write("secrets/rack.secret", `${"1".repeat(64)}\n`);
  const { code, noted } = await pictl(rack, api, ["status"]);
  assert.deepEqual([code, api.refused.length], [1, 1]);
  assert.match(noted.join("\n"), /^pictl: this is not the rack's token: [^\n]+$/);
});

test("the coordinator that was found once is remembered, and looked for again when it has moved", async () => {
  using rack = await rackDirectory();
  const { pin } = await readSecrets(rack.path);
  const never = new AbortController().signal;
  let looked = 0;
  const find = (port: number) => {
    const browse = async function* () {
      looked++;
      yield { host: "127.0.0.1", port };
    };
    return findCoordinator({ given: "", directory: rack.path, pin, browse, patience: 60_000 }, never);
  };
  await using first = await coordinatorOf(rack, {});
  assert.equal((await find(first.port)).port, first.port);
  assert.equal((await find(1)).port, first.port);
  assert.equal(looked, 1);
  await using second = await coordinatorOf(rack, {});
  await first.stop();
  assert.equal((await find(second.port)).port, second.port);
  assert.equal(rack.read(".coordinator"), `127.0.0.1:${second.port}\n`);
});

test("a coordinator that is announced where nobody is, as through a router that reflects, is told with what to do", async () => {
  using rack = await rackDirectory();
  const { pin } = await readSecrets(rack.path);
  const browse = async function* () {
    yield { host: "127.0.0.1", port: 1 };
  };
  const search = { given: "", directory: rack.path, pin, browse, patience: 2_000 };
  const message =
    /network; one was announced from 127\.0\.0\.1 but does not answer there, as when a router forwards .* --coordinator HOST/;
  await assert.rejects(findCoordinator(search, new AbortController().signal), { message });
});

test("an address that a person gave is remembered once the rack's key was shown there, and not before", async () => {
  using rack = await rackDirectory();
  const { pin } = await readSecrets(rack.path);
  const never = new AbortController().signal;
  const browse = async function* () {};
  await using api = await coordinatorOf(rack, {});
  const search = { directory: rack.path, pin, browse, patience: 100 };
  await assert.rejects(findCoordinator({ ...search, given: "127.0.0.1:1" }, never));
  await assert.rejects(findCoordinator({ ...search, given: "" }, never), {
    message: /--coordinator HOST with its address/,
  });
  await findCoordinator({ ...search, given: `127.0.0.1:${api.port}` }, never);
  assert.equal((await findCoordinator({ ...search, given: "" }, never)).port, api.port);
});

test("those who accept connections and say nothing do not keep pictl from its coordinator", async () => {
  using rack = await rackDirectory();
  const { pin } = await readSecrets(rack.path);
  await using api = await coordinatorOf(rack, {});
  await using silent = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  const browse = async function* () {
    for (let index = 0; index < 100; index++) yield { host: "127.0.0.1", port };
    yield { host: "127.0.0.1", port: api.port };
  };
  // Less than a single one would take if they were queried one after the other.
  const search = { given: "", directory: rack.path, pin, browse, patience: 4_000 };
  assert.equal((await findCoordinator(search, new AbortController().signal)).port, api.port);
});

test("nobody there is one line that says where it looked", async () => {
  using rack = await rackDirectory();
  const api = await coordinatorOf(rack, {});
  await api.stop();
  const { code, noted } = await pictl(rack, api, ["status"]);
  assert.equal(code, 1);
  assert.match(noted.join("\n"), /^pictl: no coordinator answers at 127\.0\.0\.1:\d+ \(nothing listens there: .*\)$/);
});
