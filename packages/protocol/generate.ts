/** Makes the static codec from the contract: `npm run generate`. The result is committed, and a test keeps it fresh. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shorten } from "./shorten.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = (name: string) => here(`../../node_modules/.bin/${name}`);
const out = process.argv[2] ?? here("src/gen/rackberry.js");

execFileSync(
  bin("pbjs"),
  // biome-ignore format: one flag group a line
  [
    "-t", "static-module", "-w", "es6", "--es6", "--dependency", "protobufjs/minimal.js",
    "--no-create", "--no-typeurl", "--no-verify", "--no-convert", "--no-delimited", "--no-service", "--force-number", "--no-beautify",
    "-o", out, here("proto/rackberry.proto"),
  ],
  { stdio: "inherit" },
);
execFileSync(bin("pbts"), ["-o", out.replace(/\.js$/, ".d.ts"), out], { stdio: "inherit" });
writeFileSync(out, shorten(readFileSync(out, "utf8")));
