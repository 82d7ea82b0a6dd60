import { mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { artefact, type Workshop } from "./cache.ts";
import { machineSources, privateApt, RELEASE, sourceLine } from "./debian.ts";
import { indexRepository } from "./repository.ts";

/** What a node, or a person on it, installs beside the stock OS. Their dependencies come along. */
const PACKAGES = [
  ..."containerd runc containernetworking-plugins nfs-common".split(" "),
  ..."conntrack socat ebtables ethtool iptables nftables ipset util-linux mount".split(" "),
  ..."apt-cacher-ng docker-registry".split(" "),
  ..."avahi-daemon libnss-mdns gnupg apt-transport-https chrony jq rsync tcpdump".split(" "),
];

const INDEX = `dists/${RELEASE}/main/binary-amd64`;

/** The part of a Debian mirror that the stock OS can need, signed with the key that the stock OS trusts. */
export async function debianRepository(workshop: Workshop, from: { os: string; keys: string }): Promise<string> {
  return artefact(workshop, {
    name: "debian-repository",
    inputs: {
      recipe: await readFile(import.meta.filename, "utf8"),
      os: basename(from.os),
      keys: basename(from.keys),
    },
    make: async (dir, run) => {
      const sources = (await machineSources(run)).map((source) => sourceLine("deb", source));
      const work = join(dir, "work");
      const apt = await privateApt(run, work, { sources, status: join(from.os, "var/lib/dpkg/status") });
      // Resolved against the stock OS, so that exactly what it lacks comes along.
      await apt(["install", "--download-only", "--no-install-recommends", ...PACKAGES]);
      const pool = join(dir, "pool/main");
      await mkdir(join(dir, INDEX), { recursive: true });
      await mkdir(join(dir, "pool"));
      await run(["rm", "-r", join(work, "archives/partial"), join(work, "archives/lock")]);
      await run(["mv", join(work, "archives"), pool]);
      await run(["rm", "-r", work]);
      const fields = {
        Origin: "Debian",
        Label: "Debian",
        Suite: "oldstable",
        Codename: RELEASE,
        Architectures: "amd64",
        Components: "main",
        Description: "The part of Debian that the virtual rack serves",
      };
      const place = { root: dir, packages: "pool", release: `dists/${RELEASE}`, index: INDEX, fields };
      await indexRepository(run, place, { keys: from.keys, by: "archive" });
    },
  });
}
