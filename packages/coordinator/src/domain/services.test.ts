import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import { parseServices, servicesMessage } from "@rackberry/protocol";
import { servicesOf } from "./services.ts";

const of = (yaml: string) => servicesOf(parseRackConfig(yaml, "rack.yaml"));

test("the API is the first address of the service subnet, the cluster DNS the tenth", () => {
  assert.deepEqual(of("network: flannel"), {
    apiAddress: "10.96.0.1",
    dnsAddress: "10.96.0.10",
    dnsName: "kubernetes.default.svc.cluster.local",
    network: { kind: "flannel", podSubnet: "10.244.0.0/16" },
  });
  const { apiAddress, dnsAddress } = of("serviceSubnet: 172.30.255.240/28");
  assert.deepEqual([apiAddress, dnsAddress], ["172.30.255.241", "172.30.255.250"]);
});

test("without CoreDNS only the API is asked", () => {
  assert.equal(of("kubeadm: { skipPhases: [addon/coredns] }").dnsAddress, "");
  assert.equal(of("kubeadm: { skipPhases: [addon] }").dnsAddress, "");
  assert.equal(of("kubeadm: { skipPhases: [addon/kube-proxy] }").dnsAddress, "10.96.0.10");
});

test("the agent understands what is asked", () => {
  for (const yaml of ["network: flannel", "network: direct", "kubeadm: { skipPhases: [addon] }"]) {
    assert.deepEqual(parseServices(servicesMessage(of(yaml))), of(yaml));
  }
});
