/** A package repository, and the apt that a simulated Pi's agent runs in a separate folder to query it. */
import { fail, type Program, type SimulatedRepository, write } from "./program.ts";

const NAMES = ["kubeadm", "kubelet", "kubectl"];

/** A Packages file with these versions of all three. */
export const packageList = (versions: readonly string[], architecture = "arm64"): string =>
  versions
    .flatMap((version) => NAMES.map((name) => [name, version] as const))
    .map(([name, version]) => `Package: ${name}\nVersion: ${version}-1.1\nArchitecture: ${architecture}\n`)
    .join("\n");

export const GOOD_REPOSITORY: SimulatedRepository = {
  key: () => "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nfetched\n-----END PGP PUBLIC KEY BLOCK-----\n",
  packages: (url) => {
    const named = /\/v1\.(\d+)\//.exec(url)?.[1];
    const minors = named ? [Number(named)] : [31, 32, 33, 34, 35, 36, 37, 38];
    return packageList(minors.flatMap((minor) => Array.from({ length: 10 }, (_, patch) => `1.${minor}.${patch}`)));
  },
};

export const isPrivate = (args: readonly string[]) => folderOf(args) !== undefined && args.includes("update");

/** apt-get update with a single source. */
export const updatePrivately: Program = (args, { state, repository }) => {
  const folder = folderOf(args);
  const source = state.files[`${folder}/sources.list`]?.content ?? "";
  const [, keyring = "", url = ""] = /^deb \[signed-by=(\S+)\] (\S+) \/$/m.exec(source) ?? [];
  const packages = repository.packages(url, state.files[keyring]?.content ?? "");
  if (packages !== "") write(state, `${folder}/lists/${url.replace(/\W+/g, "_")}_Packages`, packages);
  return "";
};

/** Supports only `download-file ADDRESS PATH`. */
export const aptHelper: Program = (args, { state, repository }) => {
  const at = args.indexOf("download-file");
  const [address = "", path = ""] = at < 0 ? [] : args.slice(at + 1);
  if (path === "") return fail("apt-helper", "E: Invalid operation", 100);
  write(state, path, repository.key(address));
  return "";
};

const folderOf = (args: readonly string[]) =>
  args
    .find((word) => word.startsWith("-oDir::Etc::sourcelist="))
    ?.slice("-oDir::Etc::sourcelist=".length, -"/sources.list".length);
