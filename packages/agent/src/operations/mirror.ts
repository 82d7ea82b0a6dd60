/** Fills the rack's mirror on the master, checks it, or removes it. */
import { grammar, imageName, parseImage } from "@rackberry/protocol";
import { type WithSpec, withSpec } from "./fields.ts";
import type { StepsOf } from "./operation.ts";

export interface Mirror extends WithSpec {
  /** Full names of the images besides kubeadm's. */
  readonly images: readonly string[];
  /** A value that differs from the last one requests another pull. */
  readonly generation: string;
  readonly off: boolean;
  readonly dryRun: boolean;
}

export const mirror: StepsOf<"mirror", Mirror> = {
  title: "the rack's mirror",
  parse: (value) => ({
    ...withSpec(value),
    images: (value.images ?? []).map((image) => imageName(parseImage(image))),
    generation: grammar.operationId(value.generation),
    off: value.off === true,
    dryRun: value.dryRun === true,
  }),
  async work(request, host) {
    const { mirroring, readMirrorContent, unmirroring } = await import("../seldom.ts");
    const { dryRun } = request;
    if (request.off) return { steps: unmirroring, dryRun };
    const told = async () => ({ mirror: await readMirrorContent(host, request) });
    return { steps: mirroring(request), dryRun, told };
  },
};
