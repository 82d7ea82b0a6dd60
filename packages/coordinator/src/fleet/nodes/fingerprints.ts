/** Identifies a node's spec without making it: every session checks after every change, and few changes affect it. */

import type { Rack } from "@rackberry/config";
import { mirrorFor } from "../../domain/mirror.ts";
import { controlPlaneOf, type NodeRecord } from "../../domain/node.ts";
import { baseHash, neighboursHash, specFor } from "../../domain/spec.ts";
import type { Wanted } from "../base/rack-wanted.ts";
import type { Site } from "../base/site.ts";
import { knownVersion } from "../cluster/kubernetes-version.ts";

export interface Fingerprint {
  /** Of the part that stays the same when nodes are added, removed or moved. */
  readonly base: string;
  /** Name and address of the control plane, which is what join looks up; "" while there is none. */
  readonly controlPlane: string;
  /** Of the base, and of names, addresses and pod subnets. */
  readonly all: string;
}

export interface Fingerprinted {
  readonly fingerprints: Fingerprints;
}

type Known = Pick<Site, "store"> & Pick<Wanted, "rack" | "written">;

/** Throws `refused` while the version of Kubernetes is not known. */
export type Fingerprints = (site: Known, name: string) => Fingerprint;

export function fingerprints(): Fingerprints {
  const bases = new Map<string, ReturnType<typeof supplyOf> & { readonly base: string }>();
  const neighbours = neighbourhood();
  return (site, name) => {
    const supply = supplyOf(site);
    let made = bases.get(name);
    if (!made || !isSame(made, supply)) {
      made = { ...supply, base: baseOf(site, name) };
      bases.set(name, made);
    }
    const { controlPlane, hash } = neighbours(site);
    return { base: made.base, controlPlane, all: `${made.base} ${hash}` };
  };
}

/** What a base is made from. Compared by identity: the store returns the same objects until they change. */
const supplyOf = ({ rack, written, store }: Known) => ({
  written,
  kubernetesVersion: knownVersion({ rack, store }),
  mirror: store.mirror(),
  settings: store.initSettings(),
  // The mirror is named after it.
  master: controlPlaneOf(store.nodes())?.name,
});

const isSame = (made: ReturnType<typeof supplyOf>, now: ReturnType<typeof supplyOf>): boolean =>
  made.written === now.written &&
  made.kubernetesVersion === now.kubernetesVersion &&
  made.mirror === now.mirror &&
  made.settings === now.settings &&
  made.master === now.master;

function baseOf({ rack, store }: Known, name: string): string {
  const mirror = mirrorFor(name, rack, store.nodes(), store.mirror());
  return baseHash(specFor(name, rack, [], { kubernetesVersion: knownVersion({ rack, store }), mirror }));
}

interface Neighbourhood {
  readonly nodes: readonly NodeRecord[];
  readonly network: string;
  readonly controlPlane: string;
  readonly hash: string;
}

/** The hash of what nodes need to know about each other, made again only when something in it changed. */
function neighbourhood(): (site: Known) => Neighbourhood {
  let seen: Neighbourhood | undefined;
  return ({ rack, store }) => {
    const nodes = store.nodes();
    const { network } = rack.config;
    if (seen?.nodes === nodes && seen.network === network) return seen;
    const isOld = seen?.network === network && sameNeighbours(seen.nodes, nodes);
    seen = isOld && seen ? { ...seen, nodes } : { nodes, network, ...neighboursOf(rack, nodes) };
    return seen;
  };
}

function neighboursOf(rack: Rack, nodes: readonly NodeRecord[]): Pick<Neighbourhood, "controlPlane" | "hash"> {
  const { name = "", address = "" } = controlPlaneOf(nodes) ?? {};
  return { controlPlane: address && `${name} ${address}`, hash: neighboursHash(rack, nodes) };
}

const sameNeighbours = (before: readonly NodeRecord[], now: readonly NodeRecord[]): boolean =>
  before.length === now.length && now.every((node, index) => isSameNeighbour(before[index], node));

// Most records are still the same objects.
const isSameNeighbour = (before: NodeRecord | undefined, now: NodeRecord): boolean =>
  before === now ||
  (before?.name === now.name &&
    before.role === now.role &&
    before.address === now.address &&
    before.podSubnet === now.podSubnet &&
    // Decides which control plane the cluster's name resolves to.
    (before.clusterHash === "") === (now.clusterHash === ""));
