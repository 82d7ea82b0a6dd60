/** Writes down the wire of a release: `node packages/protocol/freeze.ts`. From then on a test refuses what would break it. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { wireShape } from "./wire-shape.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = await protobuf.load(here("proto/rackberry.proto"));
writeFileSync(here("proto/released.json"), `${JSON.stringify(wireShape(root), null, 2)}\n`);
