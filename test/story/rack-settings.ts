/** What the virtual rack needs in the rack.yaml that `pictl init` wrote; the file's comments stay. */
import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";

export type Settings = Readonly<Record<string, unknown>>;

/**
 * Kubernetes 1.20.2 from the rack's repository (plain http, so with its signing key), images through the rack's
 * registry, plain routes as pod network (Debian has no image of flannel), no CoreDNS (Debian has none either).
 */
export const RACK_SETTINGS: Settings = {
  kubernetes: "1.20.2",
  network: "direct",
  packages: { url: "http://pkgs.k8s.io/core:/stable:/v1.20/deb/", key: "kubernetes.asc" },
  images: { mirrors: { "k8s.gcr.io": "http://registry.rack:5000", "docker.io": "http://registry.rack:5000" } },
  kubeadm: { skipPhases: ["addon/coredns"] },
};

/** Sets top-level keys of a YAML file and leaves all other lines as they are. */
export function setKeys(file: string, settings: Settings): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const [key, value] of Object.entries(settings)) document.set(key, document.createNode(value));
  writeFileSync(file, String(document));
}
