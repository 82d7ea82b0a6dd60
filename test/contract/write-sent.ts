/** Writes down anew what the agent's tests are fed with: npm run fixtures. */
import { writeFileSync } from "node:fs";
import { SENT_FILE, sentCommands } from "./sent.ts";

writeFileSync(SENT_FILE, await sentCommands());
