/** Writes the input of the agent's tests again: npm run fixtures. */
import { writeFileSync } from "node:fs";
import { SENT_FILE, sentCommands } from "./sent.ts";

writeFileSync(SENT_FILE, await sentCommands());
