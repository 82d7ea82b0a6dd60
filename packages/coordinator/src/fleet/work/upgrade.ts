/** Puts a new agent on a node: sends its package part by part, then tells the agent to install it. */

import {
  AppError,
  type BlobPart,
  type Message,
  packageMessage,
  type SignedPackage,
  sendBlob,
} from "@rackberry/protocol";
import { recordOf, type Site } from "../base/site.ts";
import type { Session } from "../nodes/connected.ts";
import { attach, operate, send } from "./operation.ts";
import { dueFor, halt, offerOf, type Rollouts, requireReleaseKey } from "./rollout.ts";
import type { Work } from "./work.ts";

/** Milliseconds for one part, which a worn card writes slowly, and for all parts together. */
const PART_DEADLINE = 60_000;
const TRANSFER_DEADLINE = 10 * 60_000;
/** Percent between two reports of progress. */
const TELL = 10;

export const upgrade: Work = {
  async begin(site, session) {
    const begun = dueFor(site, session.name);
    if (!begun) throw new AppError("unknown-operation", "there is nothing left to upgrade");
    const value = packageMessage(begun.due, requireReleaseKey(site.releaseKey));
    try {
      await transfer(site, session, begun.due, value);
    } finally {
      session.progress = "";
    }
    // Meanwhile the turn may have passed to another node, or the owner may have asked for another version.
    if (dueFor(site, session.name)?.id !== begun.id)
      throw new AppError("unknown-operation", "another node has the turn");
    const build = async (operationId: string) => ({ kind: "upgrade", value: { operationId, package: value } }) as const;
    return operate(site, session, "upgrade", build, begun.id);
  },
  /** Sends the upgrade again, since an agent keeps the result of an upgrade across reboots. */
  async find(site, session, operationId) {
    const { rollout, packages = [] } = offerOf(site) ?? {};
    const { architecture } = session.facts ?? {};
    const due = packages.find(({ manifest }) => manifest.architecture === architecture);
    if (rollout?.id !== operationId || !due) return attach(site, session, "upgrade", operationId);
    const value = { operationId, package: packageMessage(due, requireReleaseKey(site.releaseKey)) };
    return send(site, session, { id: operationId, kind: "upgrade" }, { kind: "upgrade", value });
  },
  phase: () => undefined,
  /** The agent must now report the version that it was told to install. */
  async settle(site, session) {
    const { agentVersion } = recordOf(site, session.name);
    const wanted = offerOf(site)?.rollout.version ?? agentVersion;
    if (agentVersion === wanted) return {};
    throw new AppError("step-ineffective", `${wanted} was installed, but the agent reports version ${agentVersion}`);
  },
  fail: halt,
};

/** Continues at the offset that the agent reports. */
async function transfer(
  { packages, changed, clock }: Pick<Site, "clock" | "changed"> & Pick<Rollouts, "packages">,
  session: Session,
  { manifest }: SignedPackage,
  value: Message<"upgrade">["package"],
): Promise<void> {
  const { sha256, size, version } = manifest;
  const blob = { kind: "package", size, sha256 } as const;
  const end = clock.monotonic() + TRANSFER_DEADLINE;
  const put = async ({ offset, data }: BlobPart) => {
    if (clock.monotonic() > end) throw new AppError("timeout", "its package had not arrived after 10 minutes");
    const isOffer = data.length === 0;
    const command = { kind: "putBlob", value: { blob, offset, data, ...(isOffer && { package: value }) } } as const;
    const answer = await session.connection.request(command, "blobState", { timeout: PART_DEADLINE });
    return Number(answer.received ?? 0);
  };
  let told = -TELL;
  await sendBlob(
    blob,
    (offset, length) => packages.read(manifest, offset, length),
    put,
    (at) => {
      const percent = Math.floor((100 * at) / size);
      if (percent < told + TELL) return;
      told = percent;
      session.progress = `receiving ${version}: ${percent} %`;
      changed.notify();
    },
  );
}
