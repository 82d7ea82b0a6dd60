/**
 * Pulls images one after the other: faster for card and processor than all at once. A failure does not stop the rest.
 */
import { isTooEarly, pullImage, toContainerd } from "./pull-image.ts";

export interface PullOptions {
  /** containerd's socket. */
  readonly socket: string;
  /** Waits between two tries while containerd is starting. */
  readonly pause: () => Promise<unknown>;
  /** Tries of an image while containerd is starting. */
  readonly tries: number;
  /** Receives the reason why an image was not pulled. */
  readonly onFailure: (sentence: string) => void;
}

/** Resolves when every image was pulled or has failed. Never rejects. */
export async function pullImages(images: readonly string[], options: PullOptions): Promise<void> {
  for (const image of images) {
    const { status, message } = await pull(image, options);
    if (status !== "0") options.onFailure(`${image} was not pulled: ${message}`);
  }
}

async function pull(image: string, { socket, pause, tries }: PullOptions) {
  for (let left = tries; ; left--) {
    // A new connection for each: a broken one cannot be used again.
    const session = toContainerd(socket).on("error", () => {});
    const pulled = await pullImage(session, image);
    session.close();
    if (!isTooEarly(pulled) || left <= 1) return pulled;
    await pause();
  }
}
