/** Names and roles: by serial number from rack.yaml, or handed out in order of arrival; kept for good. */
import type { NodeRole, RackConfig } from "@rackberry/config";

export interface Identity {
  readonly name: string;
  readonly role: NodeRole;
}

/**
 * Name and role of a Pi that arrives. The control plane is the one that rack.yaml names as such, else the
 * coordinator's own Pi, whatever the order of arrival.
 */
export function identify(
  serial: string,
  taken: ReadonlySet<string>,
  config: Pick<RackConfig, "nodes">,
  ownSerial: string,
): Identity {
  const named = config.nodes.find((node) => node.serial === serial);
  const role = serial === controlPlaneSerial(config, ownSerial) ? "control-plane" : "worker";
  const reserved = new Set([...taken, ...config.nodes.map((node) => node.name)]);
  return { name: named?.name || firstFree(role === "control-plane" ? "master" : "node", reserved), role };
}

/** Serial number of the Pi that becomes the control plane. */
export function controlPlaneSerial(config: Pick<RackConfig, "nodes">, ownSerial: string): string {
  return config.nodes.find((node) => node.role === "control-plane")?.serial ?? ownSerial;
}

/** Name that the control plane has, or will have when it arrives. */
export function controlPlaneName(config: Pick<RackConfig, "nodes">, ownSerial: string): string {
  return identify(controlPlaneSerial(config, ownSerial), new Set(), config, ownSerial).name;
}

function firstFree(stem: string, reserved: ReadonlySet<string>): string {
  for (let number = 1; ; number++) if (!reserved.has(`${stem}${number}`)) return `${stem}${number}`;
}
