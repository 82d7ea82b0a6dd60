/** A program of its own: has containerd pull the images that it is given, and ends. Begun by the step `images`. */
import { setTimeout as sleep } from "node:timers/promises";
import { pullImages } from "./pull-images.ts";

void pullImages(process.argv.slice(2), {
  socket: "/run/containerd/containerd.sock",
  pause: () => sleep(500),
  tries: 20,
  // The kubelet tries again and says why on the node, so this is for who reads the journal of the unit.
  onFailure: (sentence) => process.stderr.write(`${sentence}\n`),
});
