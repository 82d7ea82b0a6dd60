/** Which versions of Kubernetes a repository has for this host, queried with a separate apt. */
import { grammar, type Message, parsePackageSource } from "@rackberry/protocol";
import type { Host } from "../host/host.ts";
import type { PrivateAptOptions } from "../steps/packages/private-apt.ts";

/** Newest first. Throws `refused` with the reason when there is none; `invalid` naming the wrong field. */
export async function findVersions(
  host: Host,
  request: Message<"getVersions">,
  options: PrivateAptOptions = {},
): Promise<readonly string[]> {
  const source = parsePackageSource(request);
  const minor = grammar.kubernetesMinor(request.minor);
  // Imported with the steps, so that it takes turns with them at the private apt.
  const { askRepository, refuseWithout, versionsOf } = await import("../steps/index.ts");
  const repository = await askRepository(host, source, options);
  refuseWithout(repository, minor);
  return versionsOf(repository, minor);
}
