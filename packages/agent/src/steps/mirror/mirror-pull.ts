/** Downloads everything that a worker gets from apt through our proxy, and discards it: the proxy keeps it. */
import { type NodeSpec, throughProxy } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { repositoryFiles } from "../packages/apt-repository.ts";
import { apt } from "../packages/dpkg.ts";
import { WORKER_PACKAGES } from "../packages/kubernetes-packages.ts";
import { NFS_COMMON } from "../packages/nfs-common.ts";
import { installedExtras } from "../system/kernel-modules.ts";
import { removeTree } from "../tools/files.ts";
import type { StepContext } from "../tools/step.ts";
import { MIRROR_DIRECTORY } from "./mirror-units.ts";

/** A separate apt with the lists of a fresh worker. Others may read it: apt downloads as an unprivileged user. */
const APT = `${MIRROR_DIRECTORY}/apt`;
const SOURCES = "/etc/apt/sources.list.d";

export interface Pull {
  /** Of the proxy, on this host. */
  readonly port: number;
  /** The proxy may ask the upstreams. */
  readonly fromUpstream: boolean;
}

export async function pullThrough(context: StepContext, spec: NodeSpec, pull: Pull): Promise<void> {
  const { host } = context;
  await removeTree(host, APT);
  for (const folder of ["lists/partial", "archives/partial", "sources"]) await host.makeDirectory(`${APT}/${folder}`);
  await copySources(host, spec, pull);
  const options = [
    `-oDir::State=${APT}`,
    "-oDir::State::status=/var/lib/dpkg/status",
    `-oDir::Cache=${APT}`,
    `-oDir::Etc::sourceparts=${APT}/sources`,
    `-oAcquire::http::Proxy=http://127.0.0.1:${pull.port}`,
    "-oAcquire::http::Proxy::127.0.0.1=DIRECT",
    "-oAcquire::https::Proxy=DIRECT",
  ];
  await apt(context, [...options, "update"]);
  const held = ["--reinstall", "--allow-downgrades", "--allow-change-held-packages"];
  const names = [...(await closure(host)), ...(await installedExtras(host))];
  await apt(context, [...options, "install", "--download-only", "--no-install-recommends", ...held, ...names]);
  await removeTree(host, APT);
}

const PACKAGES = [...WORKER_PACKAGES, NFS_COMMON];

/** The dependencies of the node's packages that are installed here: this host was once as blank as a worker. */
async function closure(host: Host): Promise<readonly string[]> {
  const no = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"].map((kind) => `--no-${kind}`);
  const answer = await host.run(["apt-cache", "depends", "--recurse", "--installed", ...no, ...PACKAGES]);
  // Dependencies are indented, virtual packages in angle brackets.
  const names = answer.split("\n").filter((line) => /^[a-z0-9][a-z0-9+.-]*(?::[a-z0-9]+)?$/.test(line));
  return [...new Set([...PACKAGES, ...names])].sort();
}

/** This host's own sources, with Kubernetes' in the form that the proxy accepts. */
async function copySources(host: Host, spec: NodeSpec, { port, fromUpstream }: Pull): Promise<void> {
  const { url } = spec.packages;
  const tunnelled = url.replace(/^https:\/\//, `http://127.0.0.1:${port}/HTTPS///`);
  const packages = { ...spec.packages, url: fromUpstream ? tunnelled : throughProxy(url) };
  const kubernetes = repositoryFiles({ ...spec, packages })[0];
  for (const name of (await host.list(SOURCES)) ?? []) {
    const content =
      `${SOURCES}/${name}` === kubernetes?.path ? kubernetes.content : await host.read(`${SOURCES}/${name}`);
    if (content !== undefined) await host.write(`${APT}/sources/${name}`, content);
  }
}
