import { signPackage } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { watchStatus } from "../coordinator/watch.ts";
import { readReleaseKey } from "../rack/rack-directory.ts";
import { PACKAGES_OPTIONS, packagesOf } from "../release/packages-of.ts";
import { agentPackages } from "../upgrade/agent-packages.ts";
import { leaveToGoBack } from "../upgrade/leave.ts";
import { rolloutEnd, rolloutLines } from "../upgrade/rollout-lines.ts";
import type { Context, Verb } from "../verb.ts";

export const upgrade: Verb = {
  name: "upgrade",
  usage: "[--packages DIR] [--allow-downgrade]",
  summary: "upgrade the agents of all nodes, one after the other",
  options: { ...PACKAGES_OPTIONS, "allow-downgrade": { type: "boolean" } },
  interrupted: "a rollout that has begun carries on in the rack, and pictl upgrade shows it again",
  takes: [0, 0],
  help: `
Upgrades pi-agent on every node; the Kubernetes version stays as it is. Signs the agent's
packages with the release key (secrets/release.key), gives them to the coordinator, and shows how it upgrades
one node after the other: a worker first, the control plane last. Pods keep running. Each Pi verifies the
package before it changes anything, and rolls back to its old agent if the new one does not serve the
coordinator within a minute.

The first failure halts the rollout and leaves the other nodes alone; run pictl upgrade again to
try again. After Ctrl-C the rollout carries on, and pictl upgrade shows it again. A node that is not
connected is upgraded when it comes back. Exit code 0 means that every node runs the new agent.

Options
  --packages DIR      folder of pi-agent_VERSION_ARCH.deb, one for each architecture in the rack
                      (default: those of this release, from next to pictl, from its cache or from
                      where they were published; in a checkout, what "npm run package" built)
  --from URL          download the packages of this release from here; default: $RACKBERRY_FROM
  --allow-downgrade   also replace an agent that is newer, in this rollout only: the signature names the
                      rollout and the newest version that runs now, and no Pi accepts it twice

Examples
  pictl upgrade
  pictl upgrade --packages ~/Downloads/rackberry
`,
  async run(context, _, values) {
    const key = await readReleaseKey(context.directory);
    const folder = await packagesOf(context, values, { names: ["pi-agent"] });
    const packages = await agentPackages(folder);
    const client = await openClient(context);
    const downgrade = values["allow-downgrade"] ? leaveToGoBack(packages, await client.status()) : undefined;
    if (downgrade) context.note(`agents up to ${downgrade.from} may be replaced by an older one, in this rollout only`);
    for (const { path, manifest } of packages) {
      const { version, architecture, size } = manifest;
      const isSent = await client.takePackage(signPackage({ ...manifest, downgrade }, key), path);
      const what = `pi-agent ${version} for ${architecture} (${Math.ceil(size / 1024 / 1024)} MiB)`;
      context.note(isSent ? `the coordinator has ${what}` : `the coordinator already had ${what}`);
    }
    const [first] = packages;
    if (first) await client.upgrade({ version: first.manifest.version });
    await follow(context);
    return 0;
  },
};

/** Follows the rollout until it has ended or failed; it does not depend on pictl. */
async function follow(context: Context): Promise<void> {
  let before: Parameters<typeof rolloutLines>[0];
  for await (const { rollout } of watchStatus(context)) {
    if (!rollout) continue;
    for (const line of rolloutLines(before, rollout)) context.print(line);
    before = rollout;
    const end = rolloutEnd(rollout);
    if (end !== undefined) return context.print(end);
  }
  context.signal.throwIfAborted();
}
