/** apt and dpkg of a simulated Pi. */
import type { PiState } from "./card.ts";
import { aptHelper, isPrivate, updatePrivately } from "./package-repository.ts";
import type { Program } from "./program.ts";
import { readSettings } from "./settings.ts";

/** What apt offers in addition to the pinned packages. */
const VERSIONS: Readonly<Record<string, string>> = {
  containerd: "1.6.20~ds1-1+deb12u1",
  iptables: "1.8.9-2",
  "nfs-common": "1:2.6.2-4+deb12u1",
  "apt-cacher-ng": "3.7.4-1+b2",
  "docker-registry": "2.8.2+ds1-1",
};
const UNITS: Readonly<Record<string, string>> = {
  containerd: "containerd.service",
  kubelet: "kubelet.service",
  "apt-cacher-ng": "apt-cacher-ng.service",
  "docker-registry": "docker-registry.service",
};

export const packagePrograms: Readonly<Record<string, Program>> = {
  "dpkg-query": (args, { state }) => {
    const names = args.filter((word) => !word.startsWith("-"));
    if (names.length === 0) {
      return Object.keys(state.packages)
        .map((name) => `${name} installed\n`)
        .join("");
    }
    return names.map((name) => describe(state, name)).join("");
  },
  "apt-cache": ([verb, ...names], { state }) => {
    if (verb === "depends") return "kubelet\n  Depends: conntrack\n  Depends: <virtual>\nconntrack\n<virtual>\n";
    return names.map((name) => policy(state, name)).join("");
  },
  dpkg: ([verb, name = ""], { state, stdin, changed }) => {
    if (verb === "--set-selections") return select(stdin, state, changed);
    if (verb === "--print-architecture") return "arm64\n";
    if (verb === "--verify" && state.packages[name]?.damaged) return `??5??????   /usr/bin/${name}\n`;
    if (verb !== "--configure") return "";
    changed("dpkg --configure");
    for (const path of Object.keys(state.files))
      if (path.startsWith("/var/lib/dpkg/updates/")) delete state.files[path];
    return "";
  },
  "apt-helper": aptHelper,
  "apt-get": (args, context) => {
    if (isPrivate(args)) return updatePrivately(args, context);
    const { state, changed } = context;
    const names = args.slice(args.findIndex((word) => ["install", "purge"].includes(word)) + 1).filter(isName);
    if (args.includes("purge")) {
      changed(`apt-get purge ${names.join(" ")}`);
      for (const name of names) delete state.packages[name];
    }
    if (args.includes("--download-only")) changed("apt-get download");
    if (!args.includes("install") || args.includes("--download-only")) return "";
    changed(`apt-get install ${names.join(" ")}`);
    for (const word of names) install(state, word);
    return "";
  },
};

function select(lines: string, state: PiState, changed: (what: string) => void): string {
  for (const [, name = ""] of lines.matchAll(/^(\S+) hold$/gm)) {
    changed(`dpkg hold ${name}`);
    if (state.packages[name]) state.packages[name].held = true;
  }
  return "";
}

const isName = (word: string) => !word.startsWith("-");

function describe(state: PiState, name: string): string {
  const found = state.packages[name];
  return found ? `${name} ${found.held ? "hold" : "install"} ok installed ${found.version}\n` : "";
}

/** What apt's lists offer at the moment. */
const candidate = (state: PiState, name: string): string | undefined => state.candidates[name] ?? VERSIONS[name];

/** apt-cache prints nothing for an unknown name. */
function policy(state: PiState, name: string): string {
  const [installed, offered] = [state.packages[name]?.version, candidate(state, name)];
  if (installed === undefined && offered === undefined) return "";
  return `${name}:\n  Installed: ${installed ?? "(none)"}\n  Candidate: ${offered ?? "(none)"}\n`;
}

/** `word` is a name or name=version, as for apt. */
function install(state: PiState, word: string): void {
  const [name = "", exact] = word.split("=");
  const pin = /^Pin: version (\S+)-\*$/m.exec(state.files["/etc/apt/preferences.d/kubernetes"]?.content ?? "")?.[1];
  const version = exact ?? candidate(state, name) ?? `${pin}-1.1`;
  state.packages[name] = { version, held: state.packages[name]?.held ?? false };
  if (name.startsWith("linux-modules-extra-") && !state.nextKernel) state.absentModules.length = 0;
  const unit = UNITS[name];
  const masked = state.files[`/etc/systemd/system/${unit}`]?.content === "";
  if (unit) state.units[unit] ??= { enabled: name !== "kubelet" && !masked, active: !masked };
  if (unit) readSettings(state, unit);
  if (name !== "kubelet") return;
  for (const tool of ["iptables", "iptables-save", "iptables-restore"]) {
    state.files[`/usr/sbin/${tool}`] = { content: "", mode: 0o755, uid: 0, gid: 0 };
  }
}
