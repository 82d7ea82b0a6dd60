/**
 * One end of a search by mDNS, in its own network namespace. `answer ADDRESS`: an agent whose announcements are long
 * over, and which answers queries; it says when it is ready, and ends with its input. `look`: a coordinator, which
 * prints its journal and then the agent that it finds, or `nobody`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { journal, mdnsCandidates, systemClock } from "@rackberry/coordinator/testing";
import { AGENT_PORT, API_PORT } from "@rackberry/protocol";
import { mdnsResponder } from "../../packages/agent/src/discovery/mdns.ts";

/** Milliseconds: enough for two queries. */
const PATIENCE = 5_000;
const print = (line: string) => process.stdout.write(`${line.trimEnd()}\n`);
const [verb, address = ""] = process.argv.slice(2);

if (verb === "answer") {
  const announcement = { shortId: "12345678", port: AGENT_PORT, state: "new" } as const;
  const onError = (error: Error) => print(error.message);
  const responder = mdnsResponder({ warning() {} })(address, announcement, { onError, onSent() {} });
  print("ready");
  process.stdin.once("end", () => responder.close()).resume();
} else {
  const stop = new AbortController();
  void sleep(PATIENCE).then(() => stop.abort());
  const options = { clock: systemClock, isMissing: () => true, known: () => 0, name: "master", apiPort: API_PORT };
  let found = "nobody";
  for await (const { endpoint } of mdnsCandidates({ ...options, log: journal(print) }, stop.signal)) {
    found = endpoint;
    break;
  }
  print(found);
  process.exit();
}
