import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { BACKUP } from "./checked-copy.ts";
import { FILE_CASES, unitCases } from "./host-contract.ts";
import { linuxHost } from "./linux-host.ts";
import { recoverBootFiles } from "./recover-boot-files.ts";
import { SimulatedPi } from "./simulated-pi.ts";

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "rackberry-host-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const { name, run } of FILE_CASES) {
  test(`this Linux: ${name}`, () => inFolder((folder) => run(linuxHost(), folder)));
  test(`the simulator: ${name}`, async () => {
    const pi = new SimulatedPi();
    await pi.makeDirectory("/work");
    await run(pi, "/work");
  });
}

const FAILING = ["kubeadm", "join"] as const;
for (const { name, run } of unitCases(["apt-get", "update"], FAILING, "no luck")) {
  test(`the simulator: ${name}`, () =>
    run(
      new SimulatedPi({ unit: ([program]) => (program === "kubeadm" ? { ms: 5, exit: 3, lines: ["no luck"] } : {}) }),
      "/",
    ));
}

test("on FAT a file is replaced whole too, and leaves no copy behind", () =>
  inFolder(async (folder) => {
    const host = linuxHost({ onFat: async () => true });
    await host.write(`${folder}/cmdline.txt`, "one\n");
    await host.write(`${folder}/cmdline.txt`, "two\n");
    assert.equal(await host.read(`${folder}/cmdline.txt`), "two\n");
    assert.deepEqual(await readdir(folder), ["cmdline.txt"]);
  }));

test("programs run without a shell, with what they are given on standard input, and nothing of our environment", async () => {
  const host = linuxHost();
  process.env.RACKBERRY_TEST_SECRET = "x";
  assert.equal(await host.run(["echo", "$HOME", "*"]), "$HOME *\n");
  assert.equal(await host.run(["cat"], { stdin: "in" }), "in");
  const environment = await host.run(["env"], { env: { ONE: "1" } });
  assert.match(environment, /^ONE=1$/m);
  assert.match(environment, /^LC_ALL=C\.UTF-8$/m);
  assert.doesNotMatch(environment, /RACKBERRY_TEST_SECRET/);
});

test("a program that fails is an error in its own words; an exit code may be an answer", async () => {
  const host = linuxHost();
  const failing = host.run(["ls", "/no/such/place"]);
  await assert.rejects(failing, { code: "command-failed", message: /^ls exited 2: .*No such file or directory$/ });
  assert.equal(await host.run(["false"], { okCodes: [0, 1] }), "");
});

test("a program that takes too long is killed, and one whose caller gives up too", async () => {
  const host = linuxHost();
  await assert.rejects(host.run(["sleep", "60"], { timeout: 20 }), { code: "timeout", message: /^sleep did not end/ });
  const stop = new AbortController();
  const running = host.run(["sleep", "60"], { signal: stop.signal });
  stop.abort(new Error("given up"));
  await assert.rejects(running, /given up/);
});

test("a symbolic link at the target is refused and stays, and what it points to too", () =>
  inFolder(async (folder) => {
    await writeFile(`${folder}/victim`, "precious");
    await symlink(`${folder}/victim`, `${folder}/link`);
    for (const host of [linuxHost(), linuxHost({ onFat: async () => true })]) {
      await assert.rejects(host.write(`${folder}/link`, "evil"), { code: "refused", message: /is a symbolic link$/ });
      assert.equal(await host.read(`${folder}/victim`), "precious");
      assert.equal((await host.info(`${folder}/link`))?.kind, "symlink");
    }
  }));

test("a link that waits where the temporary file will be is removed, not followed", () =>
  inFolder(async (folder) => {
    await writeFile(`${folder}/victim`, "precious");
    await symlink(`${folder}/victim`, `${folder}/.hosts.rackberry-new`);
    await linuxHost().write(`${folder}/hosts`, "names");
    assert.deepEqual(await readdir(folder), ["hosts", "victim"]);
    assert.equal(await linuxHost().read(`${folder}/victim`), "precious");
  }));

test("what the kernel forbids is refused in its words: /proc is no place for files", async () => {
  await assert.rejects(linuxHost().write("/proc/rackberry", "x"), (error: { code: string }) =>
    ["refused", "internal"].includes(error.code),
  );
  await assert.rejects(linuxHost().write("/dev", "x"), { code: "refused", message: /is a directory$/ });
});

test("a torn boot file below any prefix is put back, whatever its encoding", async () => {
  const pi = new SimulatedPi();
  const bytes = Buffer.from("root=x y=Küche\n").toString("latin1");
  const hash = createHash("sha256").update(bytes, "latin1").digest("hex");
  pi.put(`/boot/firmware/five/x.txt${BACKUP}`, `rackberry-backup 1 ${hash} ${hash}\nroot=x y=Küche\n`);
  pi.put("/boot/firmware/five/x.txt", "ro");
  assert.deepEqual(await recoverBootFiles(pi), ["/boot/firmware/five/x.txt"]);
  assert.equal(pi.file("/boot/firmware/five/x.txt"), "root=x y=Küche\n");
});

test("the next start puts a torn boot file back, and throws a torn backup away", async () => {
  const old = "console=tty1\n";
  const pi = new SimulatedPi();
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  pi.put(`/boot/firmware/cmdline.txt${BACKUP}`, `rackberry-backup 1 ${hash(old)} ${hash("new")}\n${old}`);
  pi.put("/boot/firmware/cmdline.txt", "conso");
  pi.put(`/boot/firmware/config.txt${BACKUP}`, "rackberry-backup 1 torn");
  const config = pi.file("/boot/firmware/config.txt");
  assert.deepEqual(await recoverBootFiles(pi), ["/boot/firmware/cmdline.txt"]);
  assert.equal(pi.file("/boot/firmware/cmdline.txt"), old);
  assert.equal(pi.file("/boot/firmware/config.txt"), config);
  assert.deepEqual(
    (await pi.list("/boot/firmware"))?.filter((name) => name.endsWith(BACKUP)),
    [],
  );
  pi.changes.length = 0;
  assert.deepEqual(await recoverBootFiles(pi), []);
  assert.deepEqual(pi.changes, []);
});
