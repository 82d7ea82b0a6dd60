/** A separate apt in a folder of its own: it asks one repository, and the host's apt is not changed. */
import { AppError } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { removeTree } from "../tools/files.ts";
import type { AptFailure } from "../trouble/apt-failure.ts";
import { proxyConfiguration } from "./apt-proxy.ts";

/** On tmpfs, beside the run folder and not in it: apt downloads as an unprivileged user, which needs access. */
export const PRIVATE_APT = "/run/pi-agent-apt";

export interface PrivateSource {
  readonly url: string;
  /** ASCII-armoured. */
  readonly key: string;
  /** As in NodeSpec. */
  readonly aptProxy: string;
}

export interface PrivateApt {
  /** The repository's package list, whose signature apt has verified. */
  index(source: PrivateSource): Promise<{ readonly packages: string } | AptFailure>;
  /** A small file. */
  download(address: string, aptProxy: string): Promise<{ readonly content: string } | AptFailure>;
}

export interface PrivateAptOptions {
  readonly signal?: AbortSignal;
  readonly folder?: string;
}

/** One at a time: the folder is one. */
let turn: Promise<unknown> = Promise.resolve();

/** The folder exists while `work` runs; leftovers of a killed agent are removed first. */
export function withPrivateApt<T>(
  host: Host,
  { signal, folder = PRIVATE_APT }: PrivateAptOptions,
  work: (apt: PrivateApt) => Promise<T>,
): Promise<T> {
  const mine = turn.then(async () => {
    signal?.throwIfAborted();
    try {
      await removeTree(host, folder);
      return await work(privateApt(host, folder, signal));
    } finally {
      await removeTree(host, folder);
    }
  });
  turn = mine.catch(() => {});
  return mine;
}

function privateApt(host: Host, folder: string, signal: AbortSignal | undefined): PrivateApt {
  const apt = async (program: string, args: readonly string[], url: string): Promise<AptFailure | undefined> => {
    try {
      await host.run([program, ...options(folder), ...args], {
        env: { APT_CONFIG: `${folder}/apt.conf` },
        timeout: PATIENCE,
        signal,
      });
      return undefined;
    } catch (cause) {
      signal?.throwIfAborted();
      const { detail, message } = AppError.from(cause);
      const { aptFailure } = await import("../trouble/index.ts");
      return aptFailure(detail || message, url);
    }
  };
  const prepare = async (aptProxy: string) => {
    await host.makeDirectory(folder, { mode: 0o755 });
    // Read before the host's own settings, as the apt-proxy step's file is: what the owner sets about a proxy holds.
    const first = `Dir::Etc::main "${folder}/last.conf";\n`;
    await host.write(`${folder}/apt.conf`, first + (aptProxy === "" ? "" : proxyConfiguration(aptProxy)));
    const main = (await host.read(MAIN)) === undefined ? "" : `#include "${MAIN}";\n`;
    await host.write(`${folder}/last.conf`, main + NO_HOOKS);
  };
  return {
    async index({ url, key, aptProxy }) {
      await prepare(aptProxy);
      await removeTree(host, `${folder}/lists`);
      for (const name of ["lists/partial", "archives/partial"]) await host.makeDirectory(`${folder}/${name}`);
      await host.write(`${folder}/status`, "");
      await host.write(`${folder}/key.asc`, key);
      await host.write(`${folder}/sources.list`, `deb [signed-by=${folder}/key.asc] ${url} /\n`);
      const failure = await apt("apt-get", ["--quiet", "update"], url);
      if (failure) return failure;
      const name = (await host.list(`${folder}/lists`))?.find((one) => one.endsWith("_Packages"));
      // An empty list leaves no file.
      return { packages: (name && (await host.read(`${folder}/lists/${name}`))) || "" };
    },
    async download(address, aptProxy) {
      await prepare(aptProxy);
      const path = `${folder}/download`;
      await host.remove(path);
      const failure = await apt("/usr/lib/apt/apt-helper", ["download-file", address, path], address);
      return failure ?? { content: (await host.read(path)) ?? "" };
    },
  };
}

/** The host's last settings; Debian has none. */
const MAIN = "/etc/apt/apt.conf";
/** Update hooks are about the host's own lists. */
const NO_HOOKS = ["Pre-Invoke", "Post-Invoke", "Post-Invoke-Success"]
  .map((hook) => `#clear APT::Update::${hook};\n`)
  .join("");

/** Milliseconds for one question. */
const PATIENCE = 120_000;

const options = (folder: string): readonly string[] => [
  `-oDir::Etc::sourcelist=${folder}/sources.list`,
  "-oDir::Etc::sourceparts=/dev/null",
  `-oDir::State=${folder}`,
  `-oDir::State::status=${folder}/status`,
  `-oDir::Cache=${folder}`,
  // No cache of what is read once.
  "-oDir::Cache::pkgcache=",
  "-oDir::Cache::srcpkgcache=",
  "-oAcquire::Languages=none",
  "-oAcquire::GzipIndexes=false",
  // Whatever the owner allows elsewhere.
  "-oAcquire::AllowInsecureRepositories=false",
  "-oAcquire::AllowWeakRepositories=false",
  "-oAcquire::Retries=1",
  "-oAcquire::http::Timeout=20",
  "-oAcquire::https::Timeout=20",
  // Without it apt takes a server that does not answer for a success.
  "-oAPT::Update::Error-Mode=any",
];
