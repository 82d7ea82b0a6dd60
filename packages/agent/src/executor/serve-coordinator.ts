/** The executor's end of a coordinator's session: greeting, challenge, adoption or welcome, then verified commands. */
import { AppError, believing, type Channel, type Frame, toFailure } from "@rackberry/protocol";
import type { Pi } from "../identity/pi.ts";
import type { TrustStore } from "../identity/trust-store.ts";
import type { Journal } from "../journal.ts";
import { agentProof, authenticate, greeting } from "./authenticate.ts";

export interface CoordinatorOptions {
  readonly store: TrustStore;
  readonly pi: Pi;
  readonly version: string;
  readonly journal: Journal;
  /** Serves the commands of an adopted agent until the channel ends; never rejects. */
  readonly serve: (commands: Channel) => Promise<void>;
}

/** `keyingMaterial` is what the door reports of its TLS session; card proofs are bound to it. Never rejects. */
export function serveCoordinator(channel: Channel, options: CoordinatorOptions, keyingMaterial: Buffer): Promise<void> {
  const { store, pi, version, journal } = options;
  channel.send(greeting(store.trust, pi, { version, proof: agentProof(store.trust, keyingMaterial) }));
  const believed = believing(channel, {
    pin: () => (store.trust.kind === "pending" ? undefined : store.trust.pin),
    onRefused: ({ message }) => journal.warning(`nothing was done: ${message}`),
  });
  return options.serve({ ...believed, frames: admitted(believed, store, keyingMaterial) });
}

/** Adoption and welcome are answered here; nothing else is accepted before this Pi is adopted. */
async function* admitted(channel: Channel, store: TrustStore, keyingMaterial: Buffer): AsyncGenerator<Frame, void> {
  for await (const frame of channel.frames) {
    if (frame.kind !== "adopt" && frame.kind !== "welcome" && store.trust.kind === "adopted") {
      // Any message after the adoption shows that the coordinator has received the reply.
      await store.confirm();
      yield frame;
      continue;
    }
    try {
      channel.send(await authenticate(frame, store, keyingMaterial));
    } catch (cause) {
      channel.send({ id: frame.id, kind: "failure", value: toFailure(AppError.from(cause)) });
      if (store.trust.kind !== "adopted") return;
    }
  }
}
