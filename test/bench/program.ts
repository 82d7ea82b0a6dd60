/** The agent's program by itself on this machine: its size, and how fast it starts. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CLEAN_ENVIRONMENT, start } from "../rack/run.ts";
import { ROOT } from "../story/product.ts";
import { type Figure, most } from "./figure.ts";
import { newCard } from "./new-card.ts";
import { median } from "./statistics.ts";

const STARTS = 20;
const DEADLINE = 10_000;
/** The lower bound for any program on Node, on this machine at this time. */
const EMPTY = 'console.log("here"); setInterval(() => {}, 1000)';

/** The unit's own options for Node. */
const nodeOptions = (unit: string) => /^ExecStart=\S+ ((?:--\S+ )*)/m.exec(unit)?.[1]?.trim().split(" ") ?? [];

/** Starts the program as its unit does, on this machine. `bundle` is the file in the Debian package. */
export async function measureProgram(bundle: string, say: (line: string) => void): Promise<Figure[]> {
  say(`agent: ${STARTS} starts`);
  const folder = mkdtempSync(join(tmpdir(), "rackberry-bench-"));
  try {
    const bootFolder = join(folder, "boot");
    mkdirSync(join(bootFolder, "rackberry"), { recursive: true });
    writeFileSync(join(bootFolder, "rackberry/card.json"), newCard({ rack: "bench", pin: "0".repeat(64), secret: "" }));
    const options = ["--boot-dir", bootFolder, "--state-dir", join(folder, "state"), "--run-dir", join(folder, "run")];
    const node = [process.execPath, ...nodeOptions(readFileSync(`${ROOT}systemd/pi-agent.service`, "utf8"))];
    const env = { NODE_COMPILE_CACHE: join(folder, "compiled") };
    const agent = async () => {
      await using executor = await activated(join(folder, "socket"), [...node, executorOf(bundle), ...options], env);
      return await millisecondsTo(/^<6>listening /m, [...node, bundle, ...options, "--executor", executor.socket], env);
    };
    const empty = () => millisecondsTo(/^here/m, [...node, "-e", EMPTY]);
    // The first start makes the key and the compile cache, and brings the files into the page cache.
    await agent();
    const sample = { agent: [] as number[], empty: [] as number[] };
    for (let count = 0; count < STARTS; count++) {
      sample.agent.push(await agent());
      sample.empty.push(await empty());
    }
    return [
      { what: "agent, resident file", value: statSync(bundle).size / 1000, unit: "KB", budget: most(200) },
      { what: "executor, bundled file", value: statSync(executorOf(bundle)).size / 1000, unit: "KB" },
      {
        what: `agent, start to listening, median of ${STARTS}`,
        value: median(sample.agent),
        unit: "ms",
        budget: most(120),
      },
      { what: `empty Node, start to its first line, median of ${STARTS}`, value: median(sample.empty), unit: "ms" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const executorOf = (bundle: string) => join(dirname(bundle), "pi-agent-executor.cjs");

/** Lets the first connection to a socket start a program, as the program's unit does. */
async function activated(socket: string, argv: readonly string[], env: Record<string, string>) {
  rmSync(socket, { force: true });
  const variables = Object.keys(env).flatMap((name) => ["-E", name]);
  const child = start(
    ["setpriv", "--pdeathsig=KILL", "systemd-socket-activate", `--listen=${socket}`, ...variables, "--", ...argv],
    { env: { ...CLEAN_ENVIRONMENT, ...env } },
  );
  const ended = new Promise((resolve) => child.once("close", resolve));
  const begin = performance.now();
  while (!existsSync(socket)) {
    if (performance.now() - begin > DEADLINE) throw new Error(`systemd-socket-activate does not listen on ${socket}`);
    await sleep(5);
  }
  return {
    socket,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Starts a program without a network, times it until its output matches `that`, and ends it. */
function millisecondsTo(that: RegExp, argv: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const begin = performance.now();
  // The program ends with the benchmark, however that ends.
  const child = start(["unshare", "--net", "setpriv", "--pdeathsig=KILL", ...argv], {
    env: { ...CLEAN_ENVIRONMENT, ...env },
  });
  const heard = Promise.withResolvers<number>();
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
    if (that.test(said)) heard.resolve(performance.now() - begin);
  });
  const late = setTimeout(() => heard.reject(new Error(`${argv[1]} has only said: ${said}`)), DEADLINE);
  const ended = new Promise<void>((resolve) => {
    child.on("error", heard.reject).on("close", () => {
      heard.reject(new Error(`${argv[1]} ended: ${said}`));
      resolve();
    });
  });
  return heard.promise.finally(async () => {
    clearTimeout(late);
    child.kill("SIGKILL");
    await ended;
  });
}
