import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "@rackberry/protocol";
import { BACKUP, checkedCopy, recover, type SyncedFiles } from "./checked-copy.ts";

const PATH = "/boot/firmware/cmdline.txt";
const OLD = "console=tty1 root=PARTUUID=1 rootwait\n";
const NEW = "console=tty1 root=PARTUUID=1 rootwait cgroup_enable=memory\n";

class PowerCut extends Error {}

/**
 * A card whose power fails in operation number `cut`, in one of the states in which FAT can be left: the operation has
 * not happened, has half happened (a file torn or empty, a rename that lost the old name or both), or has happened.
 */
function card(files: Map<string, string>, cut = Number.POSITIVE_INFINITY, tear: string = "none"): SyncedFiles {
  let count = 0;
  const cutting = (half: () => void, whole: () => void) => {
    count += 1;
    if (count < cut) return whole();
    // Without power nothing else happens, not even the cleanup.
    if (count > cut) throw new PowerCut();
    if (tear === "after") whole();
    else if (tear !== "none") half();
    throw new PowerCut();
  };
  return {
    read: async (path) => files.get(path),
    create: async (path, content) =>
      cutting(
        () => files.set(path, tear === "empty" ? "" : content.slice(0, content.length / 2)),
        () => files.set(path, content),
      ),
    rename: async (from, to) =>
      cutting(
        () => {
          const content = files.get(from) ?? "";
          if (tear === "empty") files.delete(to);
          else files.set(to, content.slice(0, content.length / 2));
          files.delete(from);
        },
        () => {
          files.set(to, files.get(from) ?? "");
          files.delete(from);
        },
      ),
    remove: async (path) =>
      cutting(
        () => files.set(path, (files.get(path) ?? "").slice(0, 10)),
        () => files.delete(path),
      ),
  };
}

test("whenever the power fails, the next start finds the old content or the new, whole", async () => {
  let states = 0;
  for (const tear of ["none", "half", "empty", "after"]) {
    for (let cut = 1; cut <= 5; cut += 1) {
      const files = new Map([[PATH, OLD]]);
      const finished = await checkedCopy(card(files, cut, tear), PATH, NEW).then(
        () => true,
        (cause) => {
          if (!(cause instanceof PowerCut)) throw cause;
          return false;
        },
      );
      await recover(card(files), PATH);
      assert.ok([OLD, NEW].includes(files.get(PATH) ?? ""), `${tear} at operation ${cut}: ${files.get(PATH)}`);
      assert.equal(files.has(PATH + BACKUP), false);
      await checkedCopy(card(files), PATH, NEW);
      assert.deepEqual([...files.entries()], [[PATH, NEW]]);
      if (!finished) states += 1;
    }
  }
  assert.ok(states >= 16, `${states} crash states were looked at`);
});

test("power that fails again while the next start mends loses nothing either", async () => {
  for (const first of ["half", "empty"]) {
    for (const second of ["none", "half", "empty", "after"]) {
      for (let cut = 1; cut <= 3; cut += 1) {
        const files = new Map([[PATH, OLD]]);
        await assert.rejects(checkedCopy(card(files, 3, first), PATH, NEW), PowerCut);
        await recover(card(files, cut, second), PATH).catch((cause) => assert.ok(cause instanceof PowerCut));
        await recover(card(files), PATH);
        assert.ok([OLD, NEW].includes(files.get(PATH) ?? ""), `${first}, then ${second} at ${cut}: ${files.get(PATH)}`);
      }
    }
  }
});

test("a full card: the old content stays, and no litter of ours", async () => {
  const files = new Map([[PATH, OLD]]);
  const full = card(files);
  const refusing: SyncedFiles = {
    ...full,
    create: (path, content) =>
      path.endsWith("-new")
        ? Promise.reject(new AppError("refused", "no space left on device"))
        : full.create(path, content),
  };
  await assert.rejects(checkedCopy(refusing, PATH, NEW), { code: "refused" });
  assert.deepEqual([...files.entries()], [[PATH, OLD]]);
});
