/**
 * A control plane whose address is no longer the one it had at kubeadm init. That address is written in etcd's and the
 * API server's manifests, in the Pi's own kubeconfigs and in certificates. Pure.
 */
import type { NodeRecord } from "./node.ts";

interface Made {
  /** The control plane's address at init; "" when that is not known. */
  readonly address: string;
  /** The API's name, in full. */
  readonly api: string;
}

/** A sentence for a person; none when the address is unchanged. */
export function movedAway(
  master: Pick<NodeRecord, "name" | "address"> | undefined,
  { address, api }: Made,
): readonly string[] {
  if (!master || master.address === "" || address === "" || master.address === address) return [];
  const { name } = master;
  return [
    `${name} is at ${master.address} now, and the cluster was made when it was at ${address}. Hosts files have followed, so ` +
      `${api} leads to the new address; but pods do not reach the API there, and after a restart of ${name} it does not ` +
      `come back, because etcd starts at ${address} only. In your router, reserve ${address} for this Pi, and restart the ` +
      `Pi: pictl status says when all is ready again. If that address is gone for good, begin a new cluster, and lose what ` +
      `is in this one: pictl reset ${name}`,
  ];
}
