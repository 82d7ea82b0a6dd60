import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { machineSources, privateApt, RELEASE, sourceLine } from "./debian.ts";
import { indexRepository } from "./repository.ts";
import type { Run } from "./tool.ts";
import { type Architecture, OWN_ARCHITECTURE } from "./versions.ts";

/** What a node, or a person on it, installs beside the stock OS. Their dependencies come along. */
const PACKAGES = [
  ..."containerd runc containernetworking-plugins nfs-common".split(" "),
  ..."conntrack socat ebtables ethtool iptables nftables ipset util-linux mount".split(" "),
  ..."apt-cacher-ng docker-registry".split(" "),
  ..."avahi-daemon libnss-mdns gnupg apt-transport-https chrony jq rsync tcpdump".split(" "),
];

/** The part of a Debian mirror that the stock OS can need, signed with the key that the stock OS trusts. */
export async function debianRepository(
  workshop: Workshop,
  from: { readonly os: string; readonly keys: string; readonly architectures: readonly Architecture[] },
): Promise<string> {
  const { architectures } = from;
  return artefact(workshop, {
    name: "debian-repository",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      os: basename(from.os),
      keys: basename(from.keys),
      architectures: architectures.join(" "),
    },
    make: async (dir, run) => {
      const pool = join(dir, "pool/main");
      await mkdir(pool, { recursive: true });
      for (const architecture of architectures) await download(run, join(dir, "work"), { ...from, architecture, pool });
      const fields = {
        Origin: "Debian",
        Label: "Debian",
        Suite: "oldstable",
        Codename: RELEASE,
        Architectures: architectures.join(" "),
        Components: "main",
        Description: "The part of Debian that the virtual rack serves",
      };
      const indexes = architectures.map((architecture) => ({
        index: `dists/${RELEASE}/main/binary-${architecture}`,
        packages: ["pool"],
        architecture,
      }));
      const place = { root: dir, release: `dists/${RELEASE}`, indexes, fields };
      await indexRepository(run, place, { keys: from.keys, by: "archive" });
    },
  });
}

interface Download {
  readonly os: string;
  readonly architecture: Architecture;
  readonly pool: string;
}

/** Resolved against the stock OS, so that exactly what it lacks comes along. */
async function download(run: Run, work: string, { os, architecture, pool }: Download): Promise<void> {
  await mkdir(work);
  const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
  const status = join(work, "status");
  const installed = await readFile(join(os, "var/lib/dpkg/status"), "utf8");
  // Every architecture's stock OS has the same packages.
  await writeFile(
    status,
    installed.replaceAll(`Architecture: ${OWN_ARCHITECTURE}\n`, `Architecture: ${architecture}\n`),
  );
  const apt = await privateApt(run, work, { sources, status, architecture });
  await apt(["install", "--download-only", "--no-install-recommends", ...PACKAGES]);
  const archives = join(work, "archives");
  for (const name of await readdir(archives)) {
    // What is for all architectures comes with each.
    if (name.endsWith(".deb")) await rename(join(archives, name), join(pool, name));
  }
  await rm(work, { recursive: true });
}
