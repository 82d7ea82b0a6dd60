/** Adds the rack's cluster to the user's own kubeconfig. */
import { delimiter, join, resolve } from "node:path";
import { AppError } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { writeOwned } from "../owned-file.ts";
import { plain } from "../plain.ts";
import { readSecrets, readText } from "../rack/rack-directory.ts";
import { shownPath } from "../shown-path.ts";
import type { Context } from "../verb.ts";
import type { Access } from "./access.ts";

/** Access to the rack's cluster by its current address. `name` of cluster, user and context; default: the rack's. */
export async function bringAccess(context: Context, name?: string): Promise<Access> {
  const { pin } = await readSecrets(context.directory);
  const client = await openClient(context);
  const admin = await client.kubeconfig();
  const { rack, nodes } = await client.status();
  const address = nodes.find((node) => node.role === "control-plane")?.address;
  const { accessFrom } = await import("./access.ts");
  return accessFrom(admin, { name: name ?? rack, pin, address });
}

/** The file that kubectl writes to: the first that KUBECONFIG names, otherwise ~/.kube/config. */
export function ownKubeconfig({ environment, home }: Context): string {
  const [first] = (environment.KUBECONFIG ?? "").split(delimiter).filter(Boolean);
  if (first !== undefined) return resolve(first);
  if (home !== undefined) return join(home, ".kube/config");
  throw new AppError("refused", "no home directory is known: name the file to merge into (pictl kubeconfig -o FILE)");
}

/** Merges it into the file and prints that; returns the kubectl command with the options that select this cluster. */
export async function mergeInto(
  context: Context,
  access: Access,
  {
    path,
    isNamed = false,
    force = false,
  }: { readonly path: string; readonly isNamed?: boolean; readonly force?: boolean },
): Promise<string> {
  const place = shownPath(path);
  const old = (await readText(path)) ?? "";
  const { mergeAccess } = await import("./merge.ts");
  const { text, isCurrent } = mergeAccess(old, access, { place, force });
  await writeOwned(path, text, { mode: 0o600, home: context.home });
  context.print(plain(`${place} has the context ${access.name}: ${String(access.cluster.server)}`));
  return `kubectl${isNamed ? ` --kubeconfig ${place}` : ""}${isCurrent ? "" : ` --context ${access.name}`}`;
}
