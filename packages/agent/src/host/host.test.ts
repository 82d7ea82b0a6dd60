import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chown, lchown, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { BACKUP, checkedCopy } from "./checked-copy.ts";
import type { Argv, Clock } from "./host.ts";
import { linuxHost } from "./linux-host.ts";
import { recoverBootFiles } from "./recover-boot-files.ts";
import { scoped } from "./run.ts";
import { FILE_CASES, UNIT_CASES, type UnitPrograms } from "./testing/host-contract.ts";
import { SimulatedPi } from "./testing/simulated-pi.ts";

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

/** A Pi whose kubeadm join runs until it is released: its clock stands still until then. */
function waitingPi(): { readonly pi: SimulatedPi; readonly programs: UnitPrograms } {
  let now = 0;
  const released = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms, signal) => {
      const given = Promise.withResolvers<void>();
      signal?.addEventListener("abort", () => given.reject(signal.reason));
      return ms === 0 ? Promise.resolve() : Promise.race([released.promise, given.promise]);
    },
  };
  const words = "no luck";
  const unit = ([program, verb]: Argv) =>
    program === "kubeadm" ? { ms: verb === "join" ? 1_000 : 0, exit: 3, lines: [words] } : {};
  const programs: UnitPrograms = {
    ...{ quick: ["apt-get", "update"], failing: ["kubeadm", "init"], slow: ["kubeadm", "join"], words },
    async release() {
      now += 1_000;
      released.resolve();
    },
  };
  return { pi: new SimulatedPi({ unit, clock }), programs };
}

// test/contract/real-units.test.ts runs the same cases with the real systemd.
for (const { name, run } of UNIT_CASES) {
  test(`the simulator: ${name}`, () => {
    const { pi, programs } = waitingPi();
    return run(pi, programs);
  });
}

test("on FAT a file is replaced whole too, and leaves no copy behind", () =>
  inFolder(async (folder) => {
    const host = linuxHost({ onFat: async () => true });
    await host.write(`${folder}/cmdline.txt`, "one\n");
    await host.write(`${folder}/cmdline.txt`, "two\n");
    assert.equal(await host.read(`${folder}/cmdline.txt`), "two\n");
    assert.deepEqual(await readdir(folder), ["cmdline.txt"]);
    for (const bytes of ["K\xfcche\n", "B\xfcro\n"]) {
      await host.write(`${folder}/config.txt`, bytes, { encoding: "bytes" });
      assert.equal(await host.read(`${folder}/config.txt`, "bytes"), bytes);
    }
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

test("a large program runs in a scope of its own, where there are scopes and it is there", () => {
  const present =
    (...paths: readonly string[]) =>
    (path: string) =>
      paths.includes(path);
  const systemd = "/run/systemd/system";
  const kubectl = ["kubectl", "get"] as const;
  const inScope = ["systemd-run", "--scope", "--quiet", "--collect", "--", "kubectl", "get"];
  assert.deepEqual(scoped(kubectl, present(systemd, "/usr/bin/kubectl")), inScope);
  assert.deepEqual(scoped(kubectl, present(systemd)), kubectl);
  assert.deepEqual(scoped(kubectl, present("/usr/bin/kubectl")), kubectl);
  const helper = "/usr/lib/apt/apt-helper";
  assert.equal(scoped([helper], present(systemd, helper)).at(-1), helper);
  assert.equal(scoped([helper], present(systemd, helper)).length, 6);
  assert.deepEqual(scoped(["dpkg", "--audit"], present(systemd, "/usr/bin/dpkg")), ["dpkg", "--audit"]);
});

test("a program that asks the kernel for what the executor may not is run by systemd, and its output and code come back", () => {
  const present = (path: string) => ["/run/systemd/system", "/sbin/modprobe"].includes(path);
  const argv = scoped(["modprobe", "overlay"], present);
  assert.deepEqual(argv.slice(0, 3), ["systemd-run", "--pipe", "--wait"]);
  assert.ok(argv.includes("--setenv=LC_ALL=C.UTF-8"));
  assert.deepEqual(argv.slice(-3), ["--", "modprobe", "overlay"]);
  const ip = (...words: string[]) => scoped(["/sbin/ip", ...words], (path) => path !== "/usr/sbin/ip");
  assert.equal(ip("route", "replace", "10.0.0.0/24")[0], "systemd-run");
  assert.deepEqual(ip("-json", "route", "show"), ["/sbin/ip", "-json", "route", "show"], "what only asks is not");
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

test("what a killed program leaves behind is not waited for, even with its output in its hands", {
  timeout: 20_000,
}, async () => {
  const leaving = linuxHost().run(["sh", "-c", "sleep 40 & exec sleep 60"], { timeout: 100 });
  await assert.rejects(leaving, { code: "timeout" });
});

test("a program that does not heed being asked is killed", async () => {
  const deaf = linuxHost().run(["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"], { timeout: 50 });
  await assert.rejects(deaf, { code: "timeout", message: /^sh did not end within 0\.05 s$/ });
});

test("a program that has no end of words is stopped", async () => {
  await assert.rejects(linuxHost().run(["yes"]), { message: /^yes was stopped: it printed more than 16 MiB/ });
});

test("a program that does not want its input, and one that a signal ended, are told as they are", async () => {
  const host = linuxHost();
  assert.equal(await host.run(["true"], { stdin: "x".repeat(1 << 20) }), "");
  await assert.rejects(host.run(["sh", "-c", "kill -9 $$"]), { message: /^sh was killed by SIGKILL$/ });
  await assert.rejects(host.run(["/etc/passwd"]), { message: /^\/etc\/passwd could not be run \(EACCES\)$/ });
});

test("what is no file to read is refused by its path", () =>
  inFolder(async (folder) => {
    await symlink("circle", `${folder}/circle`);
    const read = (path: string) => linuxHost().read(path);
    await assert.rejects(read(folder), {
      code: "refused",
      message: `${folder} cannot be read: it is a directory: put a file in its place, or take it away`,
    });
    await assert.rejects(read(`${folder}/circle`), {
      code: "refused",
      message: /circle cannot be read: its symbolic links/,
    });
  }));

test("a symbolic link at the target is refused and stays, and what it points to too", () =>
  inFolder(async (folder) => {
    await writeFile(`${folder}/victim`, "precious");
    await symlink(`${folder}/victim`, `${folder}/link`);
    for (const host of [linuxHost(), linuxHost({ onFat: async () => true })]) {
      await assert.rejects(host.write(`${folder}/link`, "evil"), {
        code: "refused",
        message: /is a symbolic link: put a file in its place$/,
      });
      assert.equal(await host.read(`${folder}/victim`), "precious");
      assert.equal((await host.info(`${folder}/link`))?.kind, "symlink");
    }
  }));

test("a folder that a person turned into a link leads root nowhere: nothing is written, made or changed behind it", () =>
  inFolder(async (folder) => {
    const person = 1234;
    const host = linuxHost();
    await mkdir(`${folder}/etc`, { mode: 0o755 });
    await mkdir(`${folder}/home`);
    await chown(`${folder}/home`, person, person);
    await symlink(`${folder}/etc`, `${folder}/home/.ssh`);
    await lchown(`${folder}/home/.ssh`, person, person);
    const asPerson = { mode: 0o700, uid: person, gid: person };
    await writeFile(`${folder}/etc/authorized_keys`, "root's");
    const behind = [
      () => host.makeDirectory(`${folder}/home/.ssh`, asPerson),
      () => host.makeDirectory(`${folder}/home/.ssh/more`, asPerson),
      () => host.write(`${folder}/home/.ssh/authorized_keys`, "key", asPerson),
      () => host.remove(`${folder}/home/.ssh/authorized_keys`),
    ];
    for (const change of behind) await assert.rejects(change, { code: "refused", message: /symbolic link/ });
    assert.equal(await host.read(`${folder}/etc/authorized_keys`), "root's");
    assert.deepEqual(await readdir(`${folder}/etc`), ["authorized_keys"]);
    const { mode, uid } = await stat(`${folder}/etc`);
    assert.deepEqual([mode & 0o777, uid], [0o755, 0]);
    // Its own folder is not refused: its files go there, but root's files do not go into another account's folder.
    await host.makeDirectory(`${folder}/home/.kube`, asPerson);
    await host.write(`${folder}/home/.kube/config`, "mine", asPerson);
    assert.equal((await host.info(`${folder}/home/.kube`))?.uid, person);
    await assert.rejects(host.write(`${folder}/home/.kube/root`, ""), { code: "refused", message: /another account/ });
    await assert.rejects(host.write(`${folder}/home/file`, "", { uid: 99 }), { message: /another account/ });
    await host.remove(`${folder}/home/.kube/config`);
    assert.equal(await host.info(`${folder}/home/.kube/config`), undefined);
  }));

test("the same folder made by several at once is one folder", () =>
  inFolder(async (folder) => {
    const host = linuxHost();
    await Promise.all(Array.from({ length: 8 }, (_, n) => host.makeDirectory(`${folder}/a/b/${n % 2}`)));
    assert.deepEqual(await host.list(`${folder}/a/b`), ["0", "1"]);
  }));

test("root's own links on the way are followed", () =>
  inFolder(async (folder) => {
    const host = linuxHost();
    await mkdir(`${folder}/run`);
    await symlink(`${folder}/run`, `${folder}/var-run`);
    await host.makeDirectory(`${folder}/var-run/agent`, { mode: 0o700 });
    await host.write(`${folder}/var-run/agent/a`, "x");
    assert.equal(await host.read(`${folder}/run/agent/a`), "x");
  }));

test("modes are what they were asked to be, whatever the umask is", () =>
  inFolder(async (folder) => {
    const host = linuxHost();
    const before = process.umask(0o077);
    try {
      await host.makeDirectory(`${folder}/a/b`);
      await host.write(`${folder}/a/b/c`, "");
      assert.equal(await host.run(["sh", "-c", "umask"]), "0022\n", "programs are written for it");
      assert.equal(process.umask(), 0o077);
    } finally {
      process.umask(before);
    }
    const modes = await Promise.all(["a", "a/b", "a/b/c"].map((name) => host.info(`${folder}/${name}`)));
    assert.deepEqual(
      modes.map((info) => info?.mode),
      [0o755, 0o755, 0o644],
    );
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
  await assert.rejects(linuxHost().write("/dev", "x"), {
    code: "refused",
    message: /is a directory: put a file in its place$/,
  });
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

test("a card's secret that a kill left in the backup of card.json is gone after the next start", async () => {
  const card = "/boot/firmware/rackberry/card.json";
  const pi = new SimulatedPi({ files: { [card]: '{"cardSecret":"ab12"}\n' } });
  const files = {
    read: (path: string) => pi.read(path, "bytes"),
    create: (path: string, content: string) => pi.write(path, content, { encoding: "bytes" }),
    rename: async (from: string, to: string) => {
      await pi.write(to, (await pi.read(from, "bytes")) ?? "", { encoding: "bytes" });
      await pi.remove(from);
    },
    remove: () => Promise.reject(new Error("killed")),
  };
  await assert.rejects(checkedCopy(files, card, "{}\n"), /killed/);
  assert.match(pi.file(card + BACKUP) ?? "", /ab12/);
  assert.deepEqual(await recoverBootFiles(pi), []);
  assert.deepEqual([pi.file(card), pi.file(card + BACKUP)], ["{}\n", undefined]);
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
