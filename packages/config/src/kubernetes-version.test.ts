import assert from "node:assert/strict";
import { test } from "node:test";
import { compareVersions, isMinor, minorOf, newestOf, versionNotices, wantedVersion } from "./kubernetes-version.ts";
import { DEFAULTS } from "./rack-config.ts";

const on = (date: string) => Date.parse(date);

test("a minor and a full version are told apart, and both have a minor", () => {
  assert.deepEqual(["1.36", "1.36.3", "latest"].map(isMinor), [true, false, false]);
  assert.deepEqual(["1.36", "1.36.3"].map(minorOf), ["1.36", "1.36"]);
});

test("versions are compared as numbers, not as text", () => {
  assert.deepEqual(["1.36.10", "1.37.0", "1.36", "1.36.9", "1.9.0"].sort(compareVersions), [
    "1.9.0",
    "1.36",
    "1.36.9",
    "1.36.10",
    "1.37.0",
  ]);
  assert.equal(compareVersions("1.36.3", "1.36.3"), 0);
});

test("the newest is one of the minor, in whatever order they are told", () => {
  assert.equal(newestOf("1.36", ["1.36.9", "1.36.10", "1.37.0", "1.36.0"]), "1.36.10");
  assert.equal(newestOf("1.36", ["1.37.0"]), undefined);
});

test("what rack.yaml may say is what was typed", () => {
  for (const version of ["1.31", "1.31.0", "1.36", "1.36.3", "1.40", "1.99.0"])
    assert.equal(wantedVersion(version), version);
});

test("a minor is out of support from its day on, and that is announced sixty days before", () => {
  const living =
    "Kubernetes 1.35 is out of support since 2027-02-28: nobody fixes its security holes (supported: 1.36, 1.37)";
  const ends = "support of Kubernetes 1.35 ends on 2027-02-28: after that nobody fixes its security holes";
  assert.deepEqual(versionNotices("1.35.7", on("2026-12-29")), []);
  assert.deepEqual(versionNotices("1.35.7", on("2026-12-30")), [ends]);
  assert.deepEqual(versionNotices("1.35", on("2027-02-27T23:59Z")), [ends]);
  assert.deepEqual(versionNotices("1.35.7", on("2027-02-28")), [living]);
});

test("older minors than the table's are out of support, and nothing is said to live when nothing does", () => {
  assert.deepEqual(versionNotices("1.33.1", on("2026-11-27")), [
    "Kubernetes 1.33 is out of support: nobody fixes its security holes (supported: 1.35, 1.36, 1.37)",
  ]);
  assert.deepEqual(versionNotices("1.36.3", on("2030-01-01")), [
    "Kubernetes 1.36 is out of support since 2027-06-28: nobody fixes its security holes",
  ]);
});

test("a version that did not exist when this was written is allowed, and said to be so", () => {
  const notice = "Kubernetes 1.38 is newer than this Rackberry was written for (1.37): it may not work";
  assert.deepEqual(versionNotices("1.38.0", on("2026-12-10")), [notice]);
  assert.deepEqual(versionNotices("1.37.2", on("2026-12-10")), []);
});

test("a clock that was never set says nothing of support", () => {
  for (const date of ["1970-01-01", "2025-12-31"]) {
    assert.deepEqual(
      ["1.31.0", "1.34.8", "1.36"].flatMap((version) => versionNotices(version, on(date))),
      [],
    );
  }
});

test("the default is supported, on the day of the release that says so", () => {
  assert.deepEqual(versionNotices(DEFAULTS.kubernetes, on("2026-11-27")), []);
});
