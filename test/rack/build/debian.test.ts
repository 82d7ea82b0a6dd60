import assert from "node:assert/strict";
import { test } from "node:test";
import { controlFile, type Deb } from "./deb.ts";
import { debianSources, sourceLine } from "./debian.ts";
import { missingPackages } from "./host-packages.ts";
import { sharedLibraries } from "./image-root.ts";

test("the machine's mirrors are those of the release, its updates and its security, each once", () => {
  const targets = [
    "http://mirror.example/debian bookworm",
    "http://mirror.example/debian bookworm",
    "http://mirror.example/debian/ bookworm-security",
    "https://other.example/node nodistro",
    "http://mirror.example/debian trixie",
    "",
  ].join("\n");
  assert.deepEqual(debianSources(targets), [
    { site: "http://mirror.example/debian", suite: "bookworm" },
    { site: "http://mirror.example/debian", suite: "bookworm-security" },
  ]);
  assert.deepEqual(debianSources("http://mirror.example/debian trixie"), []);
});

test("a source line names the key ring, so that only Debian signs for it", () => {
  assert.equal(
    sourceLine("deb", { site: "http://mirror.example/debian", suite: "bookworm" }),
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian bookworm main",
  );
});

test("a package that is known to dpkg but not installed is missing", () => {
  const listing = "gcc installed\nmake config-files\n";
  assert.deepEqual(missingPackages(["gcc", "make", "skopeo"], listing), ["make", "skopeo"]);
});

test("the control file leaves out dependencies when there are none", () => {
  const deb: Deb = {
    name: "kubectl",
    architecture: "arm64",
    version: "1.36.3-1.1",
    description: "talks to a cluster",
  };
  assert.doesNotMatch(controlFile(deb), /Depends/);
  assert.match(controlFile({ ...deb, depends: ["a (>= 1)", "b"] }), /^Depends: a \(>= 1\), b$/m);
  assert.match(
    controlFile(deb),
    /^Package: kubectl\nVersion: 1\.36\.3-1\.1\nArchitecture: arm64\n.*Description: talks to a cluster\n$/s,
  );
});

test("the loader's listing gives the libraries and the loader, not the kernel's own page", () => {
  const listing = [
    "\tlinux-vdso.so.1 (0x00007ffc)",
    "\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f01)",
    "\t/lib64/ld-linux-x86-64.so.2 (0x00007f02)",
  ].join("\n");
  assert.deepEqual(sharedLibraries(listing), ["/lib/x86_64-linux-gnu/libz.so.1", "/lib64/ld-linux-x86-64.so.2"]);
});
