/** What the virtual rack needs in the rack.yaml that `pictl init` wrote; the file's comments are kept. */
import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";

export type Settings = Readonly<Record<string, unknown>>;

/** Replaces the product's defaults that a rack without the internet cannot use: https and the registries. */
export function rackSettings(kubernetesVersion: string): Settings {
  const minor = kubernetesVersion.split(".").slice(0, 2).join(".");
  const registries = ["registry.k8s.io", "ghcr.io", "docker.io"];
  return {
    // A string, since the number 1.30 would become 1.3.
    kubernetes: minor,
    // Plain http, so the signing key is given.
    packages: { url: `http://pkgs.k8s.io/core:/stable:/v${minor}/deb/`, key: "kubernetes.asc" },
    images: { mirrors: Object.fromEntries(registries.map((registry) => [registry, "http://registry.rack:5000"])) },
  };
}

/** Sets top-level keys of a YAML file and leaves all other lines as they are. */
export function setKeys(file: string, settings: Settings): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const [key, value] of Object.entries(settings)) document.set(key, document.createNode(value));
  writeFileSync(file, String(document));
}
