/** A separate program: has containerd pull the given images, and exits. Started by the step `images`. */
import { setTimeout as sleep } from "node:timers/promises";
import { pullImages } from "./pull-images.ts";

void pullImages(process.argv.slice(2), {
  socket: "/run/containerd/containerd.sock",
  pause: () => sleep(500),
  tries: 20,
  // The kubelet tries again and reports the reason on the node, so this is for readers of the unit's journal.
  onFailure: (sentence) => process.stderr.write(`${sentence}\n`),
});
