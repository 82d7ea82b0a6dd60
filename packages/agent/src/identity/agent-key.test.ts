import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { keyHashOf } from "@rackberry/protocol";
import { linuxHost } from "../host/linux-host.ts";
import { agentKey } from "./agent-key.ts";

test("a key is born once, for root's eyes only, with a certificate that fits it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "agent-key-"));
  const host = linuxHost();
  try {
    const born = await agentKey(host, folder);
    assert.equal(born.isNew, true);
    assert.equal(keyHashOf(new X509Certificate(born.certificate).publicKey), born.hash);
    assert.equal((await stat(join(folder, "agent.key"))).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.deepEqual(await agentKey(host, folder), { ...born, isNew: false });

    await writeFile(join(folder, "agent.crt"), "torn by a power cut");
    const mended = await agentKey(host, folder);
    assert.equal(mended.hash, born.hash);
    assert.equal(keyHashOf(new X509Certificate(await readFile(join(folder, "agent.crt"))).publicKey), born.hash);

    await writeFile(join(folder, "agent.key"), "no key");
    await assert.rejects(agentKey(host, folder), { code: "refused" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
