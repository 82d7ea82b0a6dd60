/** Where the control plane is. */
import { networkAround } from "../../domain/node-address.ts";
import type { Site } from "../base/site.ts";
import type { Connected } from "./connected.ts";

/** The network of the control plane's address; "" as long as it is not known. */
export function mastersNetwork({ store, sessions }: Pick<Site, "store"> & Pick<Connected, "sessions">): string {
  const master = store.nodes().find(({ role }) => role === "control-plane");
  return networkAround(master?.address ?? "", (master && sessions.get(master.name)?.facts?.networks) ?? []);
}
