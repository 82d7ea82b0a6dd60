/** Wrongly signed packages of the agent, offered by a peer that has the coordinator's key. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import type { Act } from "../act.ts";
import { openSession } from "../session.ts";
import { envelope } from "../wire/envelope.ts";
import { message, number, text } from "../wire/protobuf.ts";
import { party, type Target } from "../wire/tls.ts";

export interface PackagesArgs {
  readonly target: Target;
  /** The coordinator's key. */
  readonly key: string;
  /** The key that may sign; for the control only. */
  readonly release: string;
}

interface Signed {
  readonly by: KeyObject;
  /** The key that the package claims to be signed with. */
  readonly says?: KeyObject;
  readonly version?: string;
  readonly downgrade?: boolean;
  readonly unsigned?: boolean;
}

export const packages: Act<PackagesArgs> = async ({ target, key, release }) => {
  const stolen = createPrivateKey(key);
  const own = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const all: Record<string, Signed> = {
    "by-the-coordinators-key": { by: stolen },
    "by-the-coordinators-key-older": { by: stolen, version: "0.0.1", downgrade: true },
    "by-another-key": { by: own },
    "by-another-key-in-its-name": { by: own, says: stolen },
    unsigned: { by: stolen, unsigned: true },
  };
  const tries = [];
  for (const [id, signed] of Object.entries(all)) tries.push({ id, ...(await put(target, key, signed)) });
  const control = await put(target, key, { by: createPrivateKey(release) });
  return { tries, control };
};

/** Whether the agent accepts the first bytes of the package. */
async function put(target: Target, key: string, signed: Signed): Promise<{ taken: boolean; answer: string }> {
  using session = await openSession(target, party({ key }));
  await session.next();
  session.command(envelope("welcome", 1, [[1, "node1"]]));
  await session.next();
  const data = randomBytes(1_000);
  const blob = message([1, "package"], [2, data.length], [3, createHash("sha256").update(data).digest("hex")]);
  session.command(
    envelope("putBlob", 2, [
      [1, blob],
      [4, packageOf(data, signed)],
    ]),
  );
  const offer = await session.next();
  // Regardless of its answer to the offer.
  session.command(
    envelope("putBlob", 3, [
      [1, blob],
      [3, data],
    ]),
  );
  const answer = await session.next();
  const taken = answer?.kind === "blobState" && number(answer.body, 1) > 0;
  return {
    taken,
    answer: offer?.kind === "failure" ? text(offer.body, 2) : `${number(answer?.body ?? new Map(), 1)} bytes taken`,
  };
}

const ROLLOUT = "ab".repeat(16);

/** SignedPackage, and the text that is signed, as in agent-package.ts. */
function packageOf(
  data: Buffer,
  { by, says = by, version = "9.9.9", downgrade = false, unsigned = false }: Signed,
): Buffer {
  const sha256 = createHash("sha256").update(data).digest("hex");
  const words = `rackberry agent package v1\nversion ${version}\narchitecture amd64\nsize ${data.length}\nsha256 ${sha256}\ndowngrade ${downgrade ? `from 9.9.8 in rollout ${ROLLOUT}` : "refused"}\n`;
  const signature = unsigned ? Buffer.alloc(0) : sign("sha256", Buffer.from(words), by);
  const publicKey = createPublicKey(says.export({ type: "pkcs8", format: "pem" })).export({
    type: "spki",
    format: "der",
  });
  return message(
    [1, version],
    [2, "amd64"],
    [3, data.length],
    [4, sha256],
    ...(downgrade ? ([[5, message([1, ROLLOUT], [2, "9.9.8"])]] as const) : []),
    [6, signature],
    [7, publicKey],
  );
}
