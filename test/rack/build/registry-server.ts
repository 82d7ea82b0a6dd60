import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "./tool.ts";

/** A loopback port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port on loopback");
  return address.port;
}

/** Serves a store with docker-registry on loopback while `use` runs, and passes it the registry's HOST:PORT. */
export async function withRegistry(
  run: Run,
  work: string,
  store: string,
  use: (host: string) => Promise<void>,
): Promise<void> {
  const host = `127.0.0.1:${await freePort()}`;
  const settings = {
    version: "0.1",
    log: { level: "warn" },
    storage: { filesystem: { rootdirectory: store } },
    http: { addr: host },
  };
  const file = join(work, "registry.json"); // JSON is YAML
  await mkdir(store, { recursive: true });
  await writeFile(file, JSON.stringify(settings));
  const stop = new AbortController();
  const serving = run(["docker-registry", "serve", file], { signal: stop.signal });
  const ended = serving.then(
    () => Promise.reject(new Error("docker-registry ended by itself")),
    (error) => Promise.reject(error),
  );
  try {
    await Promise.race([ended, answering(`http://${host}/v2/`).then(() => use(host))]);
  } finally {
    stop.abort();
    await serving.catch(() => undefined);
  }
}

/** Resolves when the registry answers; gives up after 10 s. */
async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`docker-registry does not answer at ${url}`);
}
