/** Names and roles: by serial number from rack.yaml, or assigned in order of arrival; kept for good. */
import type { NodeRole, RackConfig } from "@rackberry/config";
import { grammar } from "@rackberry/protocol";

/** What rack.yaml says about the Pis that it lists. */
interface Listing {
  readonly nodes: readonly Pick<RackConfig["nodes"][number], "serial" | "name" | "role">[];
}

export interface Identity {
  readonly name: string;
  readonly role: NodeRole;
}

/**
 * Name and role of a Pi that arrives. The name comes from rack.yaml, else from its card (`cardName`, which must be
 * free), else from the order of arrival. The control plane is the Pi that rack.yaml names as such, else the
 * coordinator's own Pi, whatever the order of arrival.
 */
export function identify(
  serial: string,
  taken: ReadonlySet<string>,
  config: Listing,
  { ownSerial, cardName = "" }: { readonly ownSerial: string; readonly cardName?: string },
): Identity {
  const named = config.nodes.find((node) => node.serial === serial);
  const role = roleOf(serial, config, ownSerial);
  const reserved = new Set([...taken, ...config.nodes.map((node) => node.name)]);
  const stem = role === "control-plane" ? "master" : "node";
  return { name: named?.name || cardName || firstFree(stem, reserved), role };
}

/**
 * What else has the name on a card: the serial number of the Pi that has it, or for which rack.yaml reserves it, or the
 * cluster itself. Undefined when the name is free, or when rack.yaml names the arriving Pi, which overrides its card.
 */
export function nameTakenBy(
  { serial, cardName }: { readonly serial: string; readonly cardName: string },
  nodes: readonly { readonly name: string; readonly serial: string }[],
  config: Listing,
): string | undefined {
  if (!cardName || config.nodes.some((node) => node.serial === serial && node.name)) return undefined;
  if (cardName === grammar.API_LABEL) return "the cluster itself";
  return [...config.nodes, ...nodes].find((node) => node.name === cardName && node.serial !== serial)?.serial;
}

/** The role that the Pi with this serial number gets, if the number is really its own. */
export const roleOf = (serial: string, config: Listing, ownSerial: string): NodeRole =>
  controlPlaneSerials(config, ownSerial).includes(serial) ? "control-plane" : "worker";

/** Serial numbers of the Pis that become control planes: those that rack.yaml names, else the coordinator's own. */
export function controlPlaneSerials(config: Listing, ownSerial: string): readonly string[] {
  const named = config.nodes.filter(({ role }) => role === "control-plane").map(({ serial }) => serial);
  return named.length > 0 ? named : [ownSerial];
}

/** Which Pi all others wait for, as a sentence for a person; "" when the control plane has arrived. */
export function masterAwaited(
  config: Listing,
  ownSerial: string,
  nodes: readonly { readonly role: NodeRole }[],
): string {
  if (nodes.some(({ role }) => role === "control-plane")) return "";
  const serials = controlPlaneSerials(config, ownSerial);
  return serials.includes(ownSerial)
    ? "waits for the agent on the master itself: journalctl -u pi-agent on the master shows what it is doing"
    : `waits for the Pi with serial number ${serials.join(" or ")}, which rack.yaml calls the control plane: if that is not its number, correct rack.yaml`;
}

/**
 * The node whose role rack.yaml changed to control plane while there was no cluster: the coordinator's own Pi. It needs
 * no further proof, since anyone who controls that Pi has the rack's secret.
 */
export function promoted(
  config: Listing,
  ownSerial: string,
  nodes: readonly { readonly name: string; readonly role: NodeRole; readonly serial: string }[],
): string | undefined {
  if (!controlPlaneSerials(config, ownSerial).includes(ownSerial)) return undefined;
  if (nodes.some(({ role }) => role === "control-plane")) return undefined;
  return nodes.find(({ serial }) => serial === ownSerial)?.name;
}

function firstFree(stem: string, reserved: ReadonlySet<string>): string {
  for (let number = 1; ; number++) if (!reserved.has(`${stem}${number}`)) return `${stem}${number}`;
}
