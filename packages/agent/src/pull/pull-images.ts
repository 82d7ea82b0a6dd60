/** Images one after the other: a card and a processor are faster so than with all at once. One that fails stops no other. */
import { isTooEarly, pullImage, toContainerd } from "./pull-image.ts";

export interface PullOptions {
  /** Of containerd. */
  readonly socket: string;
  /** Waits between two tries while containerd is starting. */
  readonly pause: () => Promise<unknown>;
  /** Tries of an image while containerd is starting. */
  readonly tries: number;
  /** Hears why an image did not come. */
  readonly onFailure: (sentence: string) => void;
}

/** Resolves when the last has come, or has not. Never rejects. */
export async function pullImages(images: readonly string[], options: PullOptions): Promise<void> {
  for (const image of images) {
    const { status, message } = await pull(image, options);
    if (status !== "0") options.onFailure(`${image} was not pulled: ${message}`);
  }
}

async function pull(image: string, { socket, pause, tries }: PullOptions) {
  for (let left = tries; ; left--) {
    // A connection for each: one that broke serves nobody any more.
    const session = toContainerd(socket).on("error", () => {});
    const pulled = await pullImage(session, image);
    session.close();
    if (!isTooEarly(pulled) || left <= 1) return pulled;
    await pause();
  }
}
