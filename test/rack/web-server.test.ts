import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { reply, requestedFile } from "./web-server.ts";

const root = mkdtempSync(join(tmpdir(), "rack-web-"));
after(() => rmSync(root, { recursive: true }));
const file = join(root, "pkgs.k8s.io/core:/stable:/v1.36/deb/InRelease");
mkdirSync(join(file, ".."), { recursive: true });
writeFileSync(file, "0123456789");
utimesSync(file, 1_600_000_000, 1_600_000_000);

const url = "/core:/stable:/v1.36/deb/InRelease";
const get = (headers: Record<string, string> = {}, method = "GET") =>
  reply(root, { method, url, headers: { host: "pkgs.k8s.io", ...headers } });

test("a file is found by host name and path, escaped or not", () => {
  assert.equal(requestedFile(root, "pkgs.k8s.io", url), file);
  assert.equal(requestedFile(root, "PKGS.k8s.io:80", "/core%3a/stable%3A/v1.36/deb/InRelease?x"), file);
});

test("nothing outside of the host's folder is found", () => {
  assert.equal(requestedFile(root, "a", "/../../etc/passwd"), join(root, "a/etc/passwd"));
  assert.equal(requestedFile(root, "a", "/%2e%2e/%2e%2e/etc/passwd"), join(root, "a/etc/passwd"));
  assert.equal(requestedFile(root, "..", "/etc/passwd"), undefined);
  assert.equal(requestedFile(root, "a", "/%"), undefined);
  assert.equal(requestedFile(root, undefined, "/"), undefined);
});

test("a whole file comes with its size and time", () => {
  const { status, headers, body } = get();
  assert.equal(status, 200);
  assert.equal(headers["Content-Length"], 10);
  assert.equal(headers["Last-Modified"], "Sun, 13 Sep 2020 12:26:40 GMT");
  assert.deepEqual(body, { file, start: 0, end: 9 });
  assert.equal(get({}, "HEAD").body, undefined);
  assert.equal(get({}, "HEAD").headers["Content-Length"], 10);
});

test("a download goes on where it stopped", () => {
  assert.deepEqual(get({ range: "bytes=4-" }).body, { file, start: 4, end: 9 });
  assert.equal(get({ range: "bytes=4-" }).headers["Content-Range"], "bytes 4-9/10");
  assert.deepEqual(get({ range: "bytes=2-3" }).body, { file, start: 2, end: 3 });
  assert.deepEqual(get({ range: "bytes=-3" }).body, { file, start: 7, end: 9 });
  assert.equal(get({ range: "bytes=10-" }).status, 416);
});

test("a file that has not changed is not sent again", () => {
  assert.equal(get({ "if-modified-since": "Sun, 13 Sep 2020 12:26:40 GMT" }).status, 304);
  assert.equal(get({ "if-modified-since": "Sun, 13 Sep 2020 12:26:39 GMT" }).status, 200);
});

test("folders, missing files and other methods are refused", () => {
  assert.equal(reply(root, { method: "GET", url: "/core:/", headers: { host: "pkgs.k8s.io" } }).status, 404);
  assert.equal(reply(root, { method: "GET", url: "/none", headers: { host: "pkgs.k8s.io" } }).status, 404);
  assert.equal(get({}, "POST").status, 405);
});
