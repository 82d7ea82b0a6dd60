/** The session's end of the seam: commands go across, answers come back, and nothing else does. */
import type { Channel } from "@rackberry/protocol";

/** Passes the host's answers on until either end closes; then both are closed. Never rejects. */
export async function relay(host: Channel, coordinator: Channel): Promise<void> {
  try {
    for await (const frame of host.frames) coordinator.send(frame);
  } catch {
    // A frame that is too large: the coordinator asks again on its next connection.
  } finally {
    coordinator.close();
  }
}
