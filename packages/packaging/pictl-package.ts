/** pictl: the owner's command line, for their own computer; it includes its runtime and needs no other package. */
import { wrapper } from "./agent-package.ts";
import type { Deb, DebFile } from "./deb.ts";
import type { Runtime } from "./runtime.ts";

export interface PictlPackageOptions {
  readonly version: string;
  readonly architecture: string;
  /** Path of the program's single file. */
  readonly bundle: string;
  readonly runtime: Runtime;
  readonly documents: Readonly<Record<string, DebFile>>;
}

export const pictlPackage = ({ version, architecture, bundle, runtime, documents }: PictlPackageOptions): Deb => ({
  name: "pictl",
  version,
  architecture,
  depends: ["libc6 (>= 2.28)", "libgcc-s1", "libstdc++6"],
  description: `Rackberry's command line: cards for Pis, and what their rack does
 It makes a rack and the cards of its Raspberry Pis, which then become a
 Kubernetes cluster by themselves, and shows how far they are. It is for the
 owner's own computer, not for a Pi.`,
  files: {
    "usr/lib/pictl/node": { from: runtime.binary, mode: 0o755 },
    "usr/lib/pictl/pictl.cjs": { from: bundle },
    "usr/bin/pictl": wrapper("pictl"),
    ...documents,
  },
});
