/** Asks an adopted agent for its facts, as the coordinator does: facts-main.ts HOST:PORT COORDINATOR_KEY NODE. */
import { connect } from "../../packages/coordinator/src/fleet/nodes/connection.ts";
import { tlsDial } from "../../packages/coordinator/src/fleet/nodes/dialer.ts";
import { tlsIdentity } from "../../packages/coordinator/src/identity.ts";

const [endpoint = "", key = "", name = ""] = process.argv.slice(2);
const dial = tlsDial(await tlsIdentity(key, `${key}.crt`));
const link = await dial(endpoint, AbortSignal.timeout(20_000));
const connection = connect(link.channel);
await connection.greeting;
link.trust();
await connection.request({ kind: "welcome", value: { name } }, "done");
process.stdout.write(`${JSON.stringify(await connection.request({ kind: "getFacts", value: {} }, "facts"))}\n`);
connection.close();
