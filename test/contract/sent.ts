/** What a coordinator sends while it makes a cluster of two Pis: input for the agent's tests. */
import { ClusterRole, type Frame } from "@rackberry/protocol";
import { simulatedRack } from "../../packages/coordinator/src/fleet/testing/simulated-rack.ts";

/** JSON, one line for each command. */
export const SENT_FILE = new URL("../../packages/agent/src/operations/testing/sent.golden", import.meta.url);

const RACK = `network: flannel
kubernetes: 1.36.3
user:
  name: ada
images:
  mirrors:
    docker.io: http://192.168.40.1:5000
kubeadm:
  skipPhases: [addon/coredns]
  ignorePreflightErrors: [NumCPU]
`;

const COMPANIONS = {
  packagesKey: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n",
  sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAda ada@laptop"],
};

/** The content of that file: the first command of each kind, with fixed words in place of those that vary. */
export async function sentCommands(): Promise<string> {
  await using rack = await simulatedRack(RACK, COMPANIONS);
  const master = rack.plugIn("m1", { container: "", address: "192.168.40.10" });
  // The worker comes later: how many tokens init makes depends on which nodes are present.
  await rack.until(() => master.role === ClusterRole.CONTROL_PLANE);
  const worker = rack.plugIn("w1", { container: "", address: "192.168.40.11" });
  await rack.until(() => rack.fleet.store.nodes().filter(({ phase }) => phase === "ready").length === 2);
  const { ca, server } = rack.recorder.access;
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const line = ({ commands }: { readonly commands: readonly Frame[] }, kind: string) =>
    JSON.stringify({ ...commands.find((one) => one.kind === kind), id: 1 })
      .replace(/(?<=\\")[a-z0-9]{6}\.[a-z0-9]{16}(?=\\")/g, "abcdef.0123456789abcdef")
      .replaceAll(base64(ca), base64("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"))
      .replaceAll(`https://${server}`, "https://api.kube.local:6443")
      .replace(/(?<="operationId":")[^"]*/, `${kind}-1`)
      // Unknown: the Pis of the agent's tests have their own clock.
      .replace(/(?<="coordinatorClockMs":)\d+/, "0");
  return [line(worker, "apply"), line(master, "init"), line(master, "grant"), line(worker, "join"), ""].join("\n");
}
