/** A separate program: prints this Pi's hardware as JSON, and exits. Runs as nobody, see executor/hardware.ts. */
import { look } from "./look.ts";

void look().then((found) => process.stdout.write(`${JSON.stringify(found)}\n`));
