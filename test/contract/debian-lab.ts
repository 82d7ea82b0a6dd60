/** Small package repositories, made and signed with Debian's own tools, on a web server of this machine. */
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Far in the past, so that a thirty-day key has expired; in gpg's format. */
const LONG_AGO = "20200101T000000";

export interface RepositoryOptions {
  /** Name of a key made by `key`. */
  readonly key: string;
  readonly versions: readonly string[];
  readonly architecture: string;
  /** The three Kubernetes packages by default. */
  readonly names?: readonly string[];
  /** No signature. */
  readonly unsigned?: true;
}

export interface DebianLab extends AsyncDisposable {
  /** Returns the public key, ASCII-armoured. */
  key(name: string, options?: { expired?: true }): string;
  /** Creates a folder below the server's root. */
  repository(folder: string, options: RepositoryOptions): void;
  /** Creates a file below the server's root. */
  put(path: string, content: string): void;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** The requested paths. */
  readonly asked: string[];
}

/** `answers` are for folders without files: /forbidden/. */
export async function debianLab(answers: Readonly<Record<string, RequestListener>>): Promise<DebianLab> {
  const root = mkdtempSync(join(tmpdir(), "debian-lab-"));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/\/+/g, "/");
    asked.push(path);
    const answer = answers[`/${path.split("/")[1]}/`];
    if (answer) return answer(request, response);
    const file = join(root, "www", path);
    if (path.includes("..") || !existsSync(file)) return void response.writeHead(404).end();
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const home = join(root, "gnupg");
  mkdirSync(home, { mode: 0o700 });
  const expired = new Set<string>();
  const gpg = (name: string, ...args: string[]) => {
    const time = expired.has(name) ? ["--faked-system-time", LONG_AGO] : [];
    const options = ["--homedir", home, "--batch", "--yes", "--quiet", "--passphrase", "", ...time];
    return execFileSync("gpg", [...options, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  };
  const www = join(root, "www");
  mkdirSync(www);

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    key(name, options = {}) {
      if (options.expired) expired.add(name);
      gpg(name, "--quick-gen-key", `${name}@lab`, "rsa2048", "sign", options.expired ? "30d" : "never");
      return gpg(name, "--armor", "--export", `${name}@lab`);
    },
    repository(folder, { key, versions, architecture, names = ["kubeadm", "kubelet", "kubectl"], unsigned }) {
      const path = join(www, folder);
      for (const version of versions) for (const name of names) buildDeb(path, { name, version, architecture });
      mkdirSync(path, { recursive: true });
      const archive = (...args: string[]) => execFileSync("apt-ftparchive", args, { cwd: path, encoding: "utf8" });
      writeFileSync(join(path, "Packages"), archive("packages", "."));
      const release = archive("release", ".");
      writeFileSync(join(path, "Release"), release);
      if (unsigned) return;
      gpg(key, "--local-user", `${key}@lab`, "--clearsign", "--output", join(path, "InRelease"), join(path, "Release"));
    },
    put(path, content) {
      mkdirSync(join(www, path, ".."), { recursive: true });
      writeFileSync(join(www, path), content);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      execFileSync("gpgconf", ["--homedir", home, "--kill", "all"]);
      rmSync(root, { recursive: true });
    },
  };
}

function buildDeb(path: string, deb: { name: string; version: string; architecture: string }): void {
  const { name, version, architecture } = deb;
  const folder = join(path, "building");
  mkdirSync(join(folder, "DEBIAN"), { recursive: true });
  const fields = [`Package: ${name}`, `Version: ${version}`, `Architecture: ${architecture}`];
  const control = `${[...fields, "Maintainer: Lab <lab@lab>", "Description: empty"].join("\n")}\n`;
  writeFileSync(join(folder, "DEBIAN/control"), control);
  const file = join(path, `${name}_${version}_${architecture}.deb`);
  execFileSync("dpkg-deb", ["-Zgzip", "--root-owner-group", "--build", folder, file], { stdio: "ignore" });
  rmSync(folder, { recursive: true });
}
