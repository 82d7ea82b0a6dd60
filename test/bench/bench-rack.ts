/** Four virtual Pis with agents that are not adopted yet, and what the owner's laptop knows of them. */
import { createPrivateKey } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keyHashOf } from "../../packages/protocol/src/trust.ts";
import type { Pi } from "../rack/api.ts";
import { type Lab, openLab } from "../story/lab.ts";
import { until } from "../story/wait.ts";
import type { Owner } from "./new-card.ts";

export interface BenchRack {
  readonly lab: Lab;
  readonly pis: readonly Pi[];
  readonly owner: Owner;
  /** The coordinator's files, as in /etc/pi-coordinator on the master. */
  readonly configuration: string;
}

const PIS = 4;
/**
 * A minor in a repository that does not exist: its version stays unknown, so the coordinator adopts Pis but prepares
 * nothing. The demo measures what comes after the adoption.
 */
const NOTHING_TO_PREPARE = {
  kubernetes: "1.36",
  packages: { url: "http://pkgs.k8s.io/nothing/", key: "kubernetes.asc" },
};

/** The caller closes the lab, even when this throws. */
export async function openBenchRack(lab: Lab, say: (line: string) => void): Promise<BenchRack> {
  const configuration = join(lab.directory, "coordinator");
  mkdirSync(configuration, { mode: 0o700 });
  for (const file of ["rack.yaml", "kubernetes.asc", "secrets/coordinator.key", "secrets/rack.secret"]) {
    copyFileSync(join(lab.directory, file), join(configuration, file.replace("secrets/", "")));
  }
  const owner = {
    rack: "rack",
    pin: keyHashOf(createPrivateKey(readFileSync(join(configuration, "coordinator.key")))),
    secret: readFileSync(join(configuration, "rack.secret"), "utf8").trim(),
  };
  const pis: Pi[] = [];
  for (let count = 0; count < PIS; count++) pis.push(await lab.pi({ flags: false }));
  say(`${PIS} Pis boot`);
  await Promise.all(pis.map((pi) => pi.plugIn()));
  await Promise.all(pis.map(untilAgentRuns));
  return { lab, pis, owner, configuration };
}

export const openBenchLab = (onLog: (line: string) => void): Promise<Lab> =>
  openLab({ name: "bench", settings: NOTHING_TO_PREPARE, onLog });

const RUNS = `
  for unit in cloud-final ssh; do systemctl is-active --quiet $unit; done
  # A card with a new id is installed again at the next boot.
  if systemctl is-active --quiet rackberry-install; then exit 1; fi
  ss -Hltn sport = :7440 | grep -q .`;

/** Waits until cloud-init has finished and the agent that it installed listens. */
export const untilAgentRuns = (pi: Pi): Promise<boolean> =>
  until(`the agent on ${pi.name}`, async () => (await pi.exec(["sh", "-ec", RUNS], { check: false })).code === 0, {
    limit: 60,
  });
