/** The door's connection to the executor, for one session: opened again when the executor has exited. */
import { AppError, type Channel, type Frame, type Message, PROGRESS } from "@rackberry/protocol";

export interface LineOptions {
  /** A new channel to the executor, which greets and sends a challenge. */
  readonly open: () => Channel;
  /** What the executor says to the coordinator; its greeting once. */
  readonly onFrame: (frame: Frame) => void;
  /** The executor has ended with a request unanswered: `why` is for people. */
  readonly onDeath: (error: AppError) => void;
}

export interface ExecutorLine {
  /** Passes a signed command on. */
  send(frame: { readonly id: number; readonly value: Message<"signed"> }): void;
  /** Opens the way, unless it is open. */
  wake(): void;
  close(): void;
}

export function executorLine({ open, onFrame, onDeath }: LineOptions): ExecutorLine {
  const unanswered = new Set<number>();
  let last = 0;
  let channel: Channel | undefined;
  let isGreeted = false;
  let isClosed = false;

  const hear = async (own: Channel) => {
    let why = "it ended";
    try {
      for await (const frame of own.frames) {
        if (!PROGRESS.has(frame.kind)) unanswered.delete(frame.id);
        // A challenge follows each greeting; the coordinator hears the first greeting alone.
        if (frame.kind !== "greeting" || !isGreeted) onFrame(frame);
        isGreeted ||= frame.kind === "greeting";
      }
    } catch (cause) {
      why = AppError.from(cause).message;
    }
    own.close();
    channel = undefined;
    if (isClosed) return;
    // A signature is valid for one run of the executor; the next run is started when there is a command.
    if (unanswered.size === 0 && isGreeted) return onFrame({ id: 0, kind: "challenge", value: {} });
    const what = isGreeted
      ? `with ${unanswered.size} command${unanswered.size === 1 ? "" : "s"} unanswered`
      : "before it greeted";
    onDeath(new AppError("disconnected", `pi-agent-executor went away ${what}: ${why}`));
  };
  const wake = () => {
    if (channel || isClosed) return;
    channel = open();
    void hear(channel);
  };
  return {
    wake,
    send({ id, value }) {
      // Signed for an executor that is gone: the coordinator learns that now.
      if (!channel)
        return onDeath(
          new AppError("disconnected", "pi-agent-executor stopped, being idle, just as a command arrived"),
        );
      // Ids increase: an earlier id is a Cancel, which has no answer of its own.
      if (id > last) unanswered.add(id);
      last = Math.max(last, id);
      channel.send({ id, kind: "signed", value });
    },
    close() {
      isClosed = true;
      channel?.close();
    },
  };
}
