import assert from "node:assert/strict";
import { test } from "node:test";
import { tellingWords } from "./telling-words.ts";

const PREFLIGHT = `[init] Using Kubernetes version: v1.36.3
[preflight] Running pre-flight checks
	[WARNING ContainerRuntimeVersion]: You must update your container runtime to a version that supports the CRI method RuntimeConfig.
[preflight] Pulling images required for setting up a Kubernetes cluster
error: error execution phase preflight: [preflight] Some fatal errors occurred:
`;
const ADVICE = `[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`
To see the stack trace of this error execute with --v=5 or higher
`;
const API = "registry.k8s.io/kube-apiserver:v1.36.3";
const PROXY = "registry.k8s.io/kube-proxy:v1.36.3";
/** As kubeadm wraps what containerd answers. */
const pull = (image: string, why: string, code = "Unknown") =>
  `\t[ERROR ImagePull]: failed to pull image ${image}: failed to pull image ${image}: rpc error: code = ${code} desc = ` +
  `failed to pull and unpack image "${image}": ${why}\n`;
const failed = (...errors: string[]) => PREFLIGHT + errors.join("") + ADVICE;

const BLOB = "sha256:532286555213b75f0102f76f7367e5d540936343b3d5df4dad749fa2ec053c47";
const CASES: readonly (readonly [name: string, output: string, words: string])[] = [
  [
    "an image that the registry does not have",
    failed(pull(API, `failed to resolve reference "${API}": ${API}: not found`, "NotFound")),
    `[ERROR ImagePull]: failed to pull image ${API}: not found`,
  ],
  [
    "an image that is cut short",
    failed(
      pull(
        PROXY,
        `failed commit on ref "layer-${BLOB}": "layer-${BLOB}" failed size validation: 107840750 != 182249667`,
      ),
    ),
    `[ERROR ImagePull]: failed to pull image ${PROXY}: failed commit on ref "layer-${BLOB}": "layer-${BLOB}" failed size ` +
      "validation: 107840750 != 182249667",
  ],
  [
    "an image with other bytes than its digest says",
    failed(pull(PROXY, `failed commit on ref "layer-${BLOB}": unexpected commit digest sha256:00, expected ${BLOB}`)),
    `[ERROR ImagePull]: failed to pull image ${PROXY}: failed commit on ref "layer-${BLOB}": unexpected commit digest ` +
      `sha256:00, expected ${BLOB}`,
  ],
  [
    "an image for another architecture",
    failed(pull(PROXY, "no match for platform in manifest: not found", "NotFound")),
    `[ERROR ImagePull]: failed to pull image ${PROXY}: no match for platform in manifest: not found`,
  ],
  [
    "a registry that cannot be reached is one cause, not seven",
    failed(
      ...[API, PROXY, "registry.k8s.io/pause:3.10.2"].map((image) =>
        pull(
          image,
          `failed to resolve reference "${image}": failed to do request: dial tcp: lookup registry.k8s.io: no such host`,
        ),
      ),
    ),
    `[ERROR ImagePull]: failed to pull image ${API}: failed to do request: dial tcp: lookup registry.k8s.io: no such ` +
      "host (and 2 more images)",
  ],
  [
    "a check of kubeadm's comes before images",
    failed(pull(API, "not found"), "\t[ERROR Swap]: running with swap on is not supported. Please disable swap\n"),
    "[ERROR Swap]: running with swap on is not supported. Please disable swap; [ERROR ImagePull]: failed to pull image " +
      `${API}: not found`,
  ],
  [
    "a phase that failed",
    "[kubelet-start] Starting the kubelet\n" +
      "error: error execution phase wait-control-plane: failed while waiting for the control plane to start: " +
      "kube-apiserver check failed at https://192.168.40.10:6443/livez: connection refused\n" +
      "To see the stack trace of this error execute with --v=5 or higher\n",
    "error execution phase wait-control-plane: failed while waiting for the control plane to start: kube-apiserver check " +
      "failed at https://192.168.40.10:6443/livez: connection refused",
  ],
  [
    "a kernel of somebody's own, as seen on an emulated board",
    '[ERROR SystemVerification]: failed to parse kernel config: unable to load kernel module: "configs", output: ' +
      '"modprobe: FATAL: Module configs not found in directory /lib/modules/6.1.0-56-arm64\\n", err: exit status 1\n',
    '[ERROR SystemVerification]: failed to parse kernel config: unable to load kernel module: "configs", output: ' +
      '"modprobe: FATAL: Module configs not found in directory /lib/modules/6.1.0-56-arm64\\n", err: exit status 1: ' +
      "this kernel came without its configuration, so kubeadm cannot check it: install the system's own kernel, or let " +
      "it pass in rack.yaml, under kubeadm: ignorePreflightErrors: [SystemVerification]",
  ],
  ["words without a form", "[preflight] Running pre-flight checks\nKilled\n", "Killed"],
  ["nothing at all", "\n", ""],
];
for (const [name, output, words] of CASES) {
  test(`kubeadm's telling words: ${name}`, () => assert.equal(tellingWords(output), words));
}
