/** One node as text: its state, software and hardware. Pure. */
import type { Hardware, NodeStatus, Software } from "@rackberry/config";
import { size } from "./image/progress.ts";
import { plain } from "./plain.ts";
import { age, culpritLines } from "./view.ts";

export function viewOfNode(node: NodeStatus, now: number): string[] {
  const {
    name,
    role,
    phase,
    since,
    detail,
    model,
    serial,
    address,
    agentVersion,
    culprits = [],
    hardware,
    software,
  } = node;
  return [
    `${name}: ${role}, ${phase} since ${age(now - since)}${detail && detail !== phase ? `: ${detail}` : ""}`,
    ...culpritLines(culprits),
    `  ${[model, `serial number ${serial}`].filter(Boolean).join(", ")}`,
    ...(address ? [`  at ${address}`] : []),
    ...softwareLine(agentVersion, software),
    ...(hardware ? hardwareLines(hardware) : ["  its hardware is not known yet"]),
  ].map(plain);
}

function softwareLine(agent: string | undefined, software: Software | undefined): string[] {
  const { kernel, kubelet, containerd } = software ?? {};
  const versions = Object.entries({ agent, kernel, containerd, kubelet }).flatMap(([what, version]) =>
    version ? `${what} ${version}` : [],
  );
  return versions.length > 0 ? [`  ${versions.join(", ")}`] : [];
}

function hardwareLines({ processor, cores, memoryBytes, disks, ports }: Hardware): string[] {
  const board = [
    processor,
    cores > 0 && `${cores} ${cores === 1 ? "core" : "cores"}`,
    memoryBytes > 0 && `${(memoryBytes / 2 ** 30).toFixed(1)} GiB of memory`,
  ].filter(Boolean);
  return [
    ...(board.length > 0 ? [`  ${board.join(", ")}`] : []),
    ...disks.map(({ name, kind, bytes }) => `  ${[name, size(bytes), kind].filter(Boolean).join(", ")}`),
    ...ports.map(({ name, speed }) => `  ${name}, ${speed} Mbit/s`),
  ];
}
