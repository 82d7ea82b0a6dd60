/** A compromised worker at the real API server: join tokens, other nodes' certificates and Secrets. */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import { infiltrate, type Kube, patience } from "../infiltrate.ts";
import { subnets } from "./subnets.ts";

export async function* cluster(field: Field): AsyncGenerator<Outcome> {
  yield* farming(field);
  yield* certificates(field);
  if (!field.isShort) yield* whileReady(field);
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

/** Reports after each join that it has not joined. */
async function* farming(field: Field): AsyncGenerator<Outcome> {
  const before = await tokensNow(field);
  const { act } = await infiltrate(field, "never-joined", 0);
  let most = 0;
  const end = performance.now() + (field.isShort ? 6 : 25) * 1000;
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
  // The pause starts at five seconds and doubles, so only a few attempts fit into the time.
  yield {
    of: "C4 24",
    id: "token-without-pause",
    title,
    figures: { gains: Math.max(0, joins - 4) },
    limits: { gains: 0 },
    seen,
  };
}

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

/** A node that is Ready in Kubernetes comes back and reports that it has not joined. */
async function* whileReady(field: Field): AsyncGenerator<Outcome> {
  const target = { host: field.addresses.master, port: 6443 };
  const { act, name, token, key, args } = await infiltrate(field, "holding", 5);
  const node = { apiVersion: "v1", kind: "Node", metadata: { name } };
  const ready = { status: { conditions: [{ type: "Ready", status: "True", reason: "KubeletReady", message: "x" }] } };
  const requests = [
    { method: "POST", path: "/api/v1/nodes", body: node },
    { method: "PATCH", path: `/api/v1/nodes/${name}/status`, body: ready },
  ];
  const order = { target, token, names: [name], patience: patience(field), requests };
  const { answers } = await field.act<Kube>("kube", order, { seconds: 60 }).done;
  await act.stop();
  const again = field.act<object>(
    "agent",
    { ...args, key, cardSecret: undefined, greeting: { ...args.greeting, adopted: true } },
    { seconds: 60 },
  );
  await again.heard((word) => "adopted" in word, 25);
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  const joins = again.words.filter((word) => "join" in word).length;
  await again.stop();
  await field.lab.kubectl(field.master, ["delete", "node", name, "--ignore-not-found", "--wait=false"]);
  const isReady = answers.at(-1)?.status === 200;
  const title = "is Ready, and says that it has not joined";
  const gained = isReady ? joins > 0 && `${joins} tokens` : "it could not be made Ready";
  yield verdict("C4 24", "token-while-ready", title, gained);
}
