/** What kubeadm init fixes for the life of a cluster: only a new cluster changes it. Pure. */
import type { RackConfig } from "@rackberry/config";
import { apiName } from "./spec.ts";

export type InitSettings = Pick<RackConfig, "domain" | "podSubnet" | "serviceSubnet" | "network">;

export const initSettings = ({ domain, podSubnet, serviceSubnet, network }: RackConfig): InitSettings => ({
  domain,
  podSubnet,
  serviceSubnet,
  network,
});

/** The settings in force: what the cluster was made with, whatever rack.yaml says now, and the rest of rack.yaml. */
export const inForce = (config: RackConfig, made: InitSettings | undefined): RackConfig => ({ ...config, ...made });

/** A sentence for each value in rack.yaml that differs from what the cluster was made with, which stays in force. */
export function refusedChanges(config: RackConfig, made: InitSettings | undefined): readonly string[] {
  if (!made) return [];
  return (Object.keys(made) as (keyof InitSettings)[]).flatMap((key) =>
    config[key] === made[key] ? [] : `rack.yaml: ${key}: ${config[key]} is refused: ${wasMadeWith(made, key)}`,
  );
}

function wasMadeWith(made: InitSettings, key: keyof InitSettings): string {
  const name = key === "domain" ? ` and is called ${apiName(made.domain)}` : "";
  return (
    `the cluster was made with ${made[key]}${name}, and kubeadm init fixes that. ` +
    `Restore ${made[key]}, or make a new cluster: pictl reset of the control plane`
  );
}
