import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRackConfig } from "@rackberry/config/parse-rack-config";
import { inForce, initSettings, refusedChanges } from "./init-settings.ts";

const config = (yaml: string) => parseRackConfig(yaml, "rack.yaml");
const made = initSettings(config(""));

test("a rack.yaml that says what the cluster was made with is in force as it is", () => {
  assert.deepEqual(refusedChanges(config(""), made), []);
  assert.deepEqual(inForce(config("adoption: ask"), made), config("adoption: ask"));
});

test("before there is a cluster everything may change", () => {
  const changed = config("podSubnet: 10.80.0.0/16\nnetwork: direct");
  assert.deepEqual(refusedChanges(changed, undefined), []);
  assert.deepEqual(inForce(changed, undefined), changed);
});

test("what init fixed is refused with both values, and the cluster's stays in force", () => {
  const changed = config(
    "domain: home.arpa\npodSubnet: 10.80.0.0/16\nserviceSubnet: 10.112.0.0/12\nnetwork: direct\nadoption: ask",
  );
  const refused = refusedChanges(changed, made);
  assert.deepEqual(
    refused.map((sentence) => sentence.split(": ")[1]),
    ["domain", "podSubnet", "serviceSubnet", "network"],
  );
  assert.match(refused[1] ?? "", /10\.80\.0\.0\/16 is refused: the cluster was made with 10\.244\.0\.0\/16,/);
  assert.match(refused[0] ?? "", /made with kube\.local and is called api\.kube\.local/);
  for (const sentence of refused) assert.match(sentence, /Restore \S+, or make a new cluster: pictl reset/);
  assert.deepEqual(inForce(changed, made), { ...config(""), adoption: "ask" });
});
