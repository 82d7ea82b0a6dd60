import assert from "node:assert/strict";
import { test } from "node:test";
import { flannelImages, flannelManifest } from "./flannel.ts";

const documents = flannelManifest({ podSubnet: "10.99.0.0/16" })
  .split("---\n")
  .slice(1)
  .map((text) => JSON.parse(text));
const find = (kind: string) => documents.find((document) => document.kind === kind);

test("flannel's network is the pod subnet", () => {
  assert.equal(JSON.parse(find("ConfigMap").data["net-conf.json"]).Network, "10.99.0.0/16");
});

test("everything that has a namespace is in kube-flannel, and the namespace comes first", () => {
  assert.deepEqual(
    documents.map(({ kind, metadata }) => [kind, metadata.namespace ?? "-", metadata.name]),
    [
      ["Namespace", "-", "kube-flannel"],
      ["ClusterRole", "-", "flannel"],
      ["ClusterRoleBinding", "-", "flannel"],
      ["ServiceAccount", "kube-flannel", "flannel"],
      ["ConfigMap", "kube-flannel", "kube-flannel-cfg"],
      ["DaemonSet", "kube-flannel", "kube-flannel-ds"],
    ],
  );
});

test("flanneld asks the API server itself when it is told where that is, and else the service", () => {
  const environment = (manifest: string) => {
    const parsed = manifest
      .split("---\n")
      .slice(1)
      .map((text) => JSON.parse(text));
    const { initContainers } = parsed.find(({ kind }) => kind === "DaemonSet").spec.template.spec;
    const [, { env }] = initContainers as [unknown, { env: { name: string; value?: string }[] }];
    return env.filter(({ name }) => name.startsWith("KUBERNETES_")).map(({ name, value }) => `${name}=${value}`);
  };
  const api = { host: "api.kube.local", port: 6443 };
  assert.deepEqual(environment(flannelManifest({ podSubnet: "10.99.0.0/16", api })), [
    "KUBERNETES_SERVICE_HOST=api.kube.local",
    "KUBERNETES_SERVICE_PORT=6443",
  ]);
  assert.deepEqual(environment(flannelManifest({ podSubnet: "10.99.0.0/16" })), []);
});

test("every mounted volume exists, and every volume is mounted", () => {
  const { containers, initContainers, volumes } = find("DaemonSet").spec.template.spec;
  type Mount = { name: string };
  type Container = { volumeMounts?: readonly Mount[] };
  const mounted = [...initContainers, ...containers].flatMap(({ volumeMounts }: Container) => volumeMounts ?? []);
  const names = (list: readonly Mount[]) => [...new Set(list.map(({ name }) => name))].sort();
  assert.deepEqual(names(mounted), names(volumes));
});

test("flannel runs on nodes that are not Ready yet", () => {
  assert.deepEqual(find("DaemonSet").spec.template.spec.tolerations, [{ operator: "Exists", effect: "NoSchedule" }]);
});

test("a hung flanneld is restarted, and a pod that has no subnet yet is not ready", () => {
  const [, flanneld] = find("DaemonSet").spec.template.spec.initContainers;
  assert.deepEqual(flanneld.livenessProbe.httpGet, { path: "/healthz", port: "healthz" });
  assert.deepEqual(flanneld.readinessProbe.httpGet, { path: "/readyz", port: "healthz" });
  const [{ name, containerPort }] = flanneld.ports;
  assert.deepEqual([name, flanneld.args.includes(`--healthz-port=${containerPort}`)], ["healthz", true]);
});

test("the network's configuration is put in place, whole, when flanneld runs and has a subnet", () => {
  const [plugin, flanneld, configuration] = find("DaemonSet").spec.template.spec.initContainers;
  assert.deepEqual(plugin.command, ["cp"]);
  assert.deepEqual([flanneld.name, flanneld.restartPolicy], ["kube-flannel", "Always"]);
  assert.equal(flanneld.startupProbe.httpGet.path, "/readyz");
  assert.deepEqual(configuration.command, ["/opt/bin/install-conf"]);
});

test("every image of the pod is among those that nodes and mirrors are told of", () => {
  const { containers, initContainers } = find("DaemonSet").spec.template.spec;
  const images = [...initContainers, ...containers].map(({ image }: { image: string }) => image);
  assert.deepEqual([...new Set(images)].sort(), [...flannelImages].sort());
});
