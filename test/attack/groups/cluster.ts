/** A compromised worker at the real API server: join tokens, other nodes' certificates and Secrets, pod subnets. */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import type { Running } from "../hostile.ts";

interface Kube {
  readonly asked: readonly { readonly name: string; readonly status: number; readonly issued: boolean }[];
  readonly answers: readonly { readonly path: string; readonly status: number; readonly answer: string }[];
}

export async function* cluster(field: Field): AsyncGenerator<Outcome> {
  yield* farming(field);
  yield* certificates(field);
  yield* subnets(field);
}

const TOKENS = [
  "-n",
  "kube-system",
  "get",
  "secrets",
  "--field-selector=type=bootstrap.kubernetes.io/token",
  "-o",
  "name",
];

const tokensNow = async ({ lab, master }: Field) =>
  (await lab.kubectl(master, TOKENS)).split("\n").filter(Boolean).length;

/** Says after each join that it has not joined. */
async function* farming(field: Field): AsyncGenerator<Outcome> {
  const before = await tokensNow(field);
  const { act } = await infiltrate(field, "never-joined", 0);
  let most = 0;
  const end = performance.now() + (field.isShort ? 8 : 25) * 1000;
  while (performance.now() < end) most = Math.max(most, (await tokensNow(field)) - before);
  const joins = act.words.filter((word) => "join" in word).length;
  await act.stop();
  const title = "says that it has not joined, again and again";
  const seen = `${joins} tokens, ${most} alive at once`;
  yield {
    of: "C4 24",
    id: "token-many-alive",
    title,
    figures: { gains: Math.max(0, most - 1) },
    limits: { gains: 0 },
    seen,
  };
  // With a pause that doubles from five seconds, few fit into the time.
  yield {
    of: "C4 24",
    id: "token-without-pause",
    title,
    figures: { gains: Math.max(0, joins - 4) },
    limits: { gains: 0 },
    seen,
  };
}

/** Adopted with a worker's card and given a token; its name, and what it was told. */
async function infiltrate(field: Field, behaviour: string, index: number) {
  const { cardId, cardSecret } = field.card();
  const address = field.sources[120 + index] ?? "";
  const args = { address, cardSecret, behaviour, greeting: { serial: field.serial(), cardId } };
  const act: Running<object> = field.act("agent", args, { seconds: 150 });
  const { name } = await act.heard<{ name: string }>((word) => "adopted" in word, 20);
  const { join } = await act.heard<{ join: string }>((word) => "join" in word, 40);
  const token = /[a-z0-9]{6}\.[a-z0-9]{16}/.exec(join)?.[0] ?? "";
  return { act, name, token };
}

const patience = (field: Field) => (field.isShort ? 4 : 8);

async function* certificates(field: Field): AsyncGenerator<Outcome> {
  const target = { host: field.addresses.master, port: 6443 };
  const first = await infiltrate(field, "holding", 1);
  const others = ["master1", "node1", "no-such-node"];
  const { cardId } = field.card();
  const requests = [
    { method: "GET", path: "/api/v1/namespaces/kube-system/secrets" },
    { method: "GET", path: `/api/v1/namespaces/kube-system/secrets/bootstrap-token-${first.token.slice(0, 6)}` },
    { method: "POST", path: "/api/v1/namespaces/kube-system/secrets", body: { metadata: { name: `x${cardId}` } } },
    {
      method: "POST",
      path: "/api/v1/namespaces/kube-system/serviceaccounts/coredns/token",
      body: { kind: "TokenRequest", apiVersion: "authentication.k8s.io/v1", spec: {} },
    },
    { method: "DELETE", path: "/api/v1/nodes/master1" },
    { method: "DELETE", path: "/api/v1/namespaces/kube-system/pods/etcd-master1" },
    { method: "GET", path: "/apis/rbac.authorization.k8s.io/v1/clusterroles" },
  ];
  const names = [first.name, first.name, ...others];
  const saw = await field.act<Kube>(
    "kube",
    { target, token: first.token, names, patience: patience(field), requests },
    { seconds: 120 },
  ).done;
  await first.act.stop();
  const [own, again, ...rest] = saw.asked;
  yield verdict(
    "24",
    "csr-control",
    "its own certificate, once, with its token",
    !own?.issued && "an honest join is refused",
  );
  yield verdict("C4 24", "csr-twice", "a second certificate of its own name", again?.issued ? "issued" : false);
  for (const { name, issued } of rest)
    yield verdict("C4 24", `csr-after-${name}`, `then the certificate of ${name}`, issued && "issued");
  for (const { path, status } of saw.answers) {
    yield verdict(
      "C4 24",
      `node-${path.split("/").slice(-2).join("-").slice(0, 26)}`,
      "with its own certificate",
      status >= 200 && status < 300 && `${path} ${status}`,
    );
  }
  const second = await infiltrate(field, "holding", 2);
  const early = await field.act<Kube>(
    "kube",
    { target, token: second.token, names: ["master1"], patience: patience(field), requests: requests.slice(0, 4) },
    { seconds: 120 },
  ).done;
  await second.act.stop();
  const [stolen] = early.asked;
  yield verdict(
    "C4 24",
    "csr-master-first",
    "the master's certificate with a worker's token",
    stolen?.issued ? "issued, valid for a year" : false,
  );
}

/** Registers itself with a pod subnet that is not its own. */
async function* subnets(field: Field): AsyncGenerator<Outcome> {
  const target = { host: field.addresses.master, port: 6443 };
  const claimed = ["8.0.0.0/8", "10.244.0.0/24", "2001:db8::/64", `${field.addresses.worker}/32`];
  for (const [index, subnet] of (field.isShort ? claimed.slice(0, 1) : claimed).entries()) {
    const liar = await infiltrate(field, "holding", 10 + index);
    const node = {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: liar.name },
      spec: { podCIDR: subnet, podCIDRs: [subnet] },
    };
    const requests = [{ method: "POST", path: "/api/v1/nodes", body: node }];
    const { answers } = await field.act<Kube>(
      "kube",
      { target, token: liar.token, names: [liar.name], patience: patience(field), requests },
      { seconds: 60 },
    ).done;
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const routes = (await field.master.exec(["ip", "route"])).stdout;
    const at = (index: number) => field.sources[130 + index] ?? "";
    const led = routes
      .split("\n")
      .find((line) => line.includes(`via ${at(index)} `) && !/^10\.244\.([1-9]|\d\d)/.test(line));
    const blind = await isBlind(field);
    await liar.act.stop();
    const made = answers[0]?.status === 201 ? "" : " (the API server did not take it)";
    const gained = led ?? (blind && "the coordinator sees the cluster no more");
    yield verdict(
      "H1 25",
      `subnet-${subnet.replace(/[/.:]+/g, "-")}`,
      `registers with ${subnet}${made}`,
      gained || false,
    );
    await field.lab.kubectl(field.master, ["delete", "node", liar.name, "--ignore-not-found", "--wait=false"]);
  }
}

/** Whether its last word on the API server is that it is not there. */
async function isBlind({ master }: Field): Promise<boolean> {
  const { stdout } = await master.exec(["journalctl", "-q", "-u", "pi-coordinator", "-o", "cat", "--no-pager"]);
  const words = stdout.split("\n").filter((line) => /API server (is not there|answers again)/.test(line));
  return /is not there/.test(words.at(-1) ?? "");
}
