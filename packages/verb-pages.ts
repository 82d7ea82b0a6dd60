/** `npm run pages`: writes docs/pictl. The result is committed, and a test keeps it fresh. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verbPages } from "./packaging/verb-pages.ts";

const FOLDER = join(import.meta.dirname, "../docs/pictl");

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const [name, text] of Object.entries(verbPages())) writeFileSync(join(FOLDER, name), text);
