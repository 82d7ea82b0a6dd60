/** A program of its own: prints what this Pi is made of as JSON, and ends. Run as nobody, see executor/hardware.ts. */
import { look } from "./look.ts";

void look().then((found) => process.stdout.write(`${JSON.stringify(found)}\n`));
