/** What the coordinator puts into the cluster (its access and the pod network), and the fingerprint of that. Pure. */
import { createHash } from "node:crypto";
import type { RackConfig } from "@rackberry/config";
import { apiName } from "../domain/spec.ts";
import { API_SERVER_PORT } from "../kubeadm/documents.ts";
import { flannelManifest } from "../network/flannel.ts";
import { accessManifest } from "./access-manifest.ts";

type Settings = Pick<RackConfig, "domain" | "network" | "podSubnet">;

/** The pod network first: nodes cannot become Ready without it. */
export function clusterManifests({ domain, network, podSubnet }: Settings): readonly string[] {
  const api = { host: apiName(domain), port: API_SERVER_PORT };
  return [...(network === "flannel" ? [flannelManifest({ podSubnet, api })] : []), accessManifest];
}

/** Kept because every session asks for it after every change, and it hardly ever differs. */
let last: { readonly of: string; readonly hash: string } | undefined;

/**
 * Fingerprint of the manifests and of the version of Kubernetes: when kubeadm changes the version, it may restore the
 * rule that is removed when the manifests are applied.
 */
export function contentHash(settings: Settings, version: string | undefined): string {
  const { domain, network, podSubnet } = settings;
  const of = JSON.stringify([domain, network, podSubnet, version]);
  if (last?.of !== of) {
    const content = JSON.stringify([clusterManifests(settings), version]);
    last = { of, hash: createHash("sha256").update(content).digest("hex") };
  }
  return last.hash;
}
