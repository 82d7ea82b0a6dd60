/** The door's connection to the executor, for one session: opened again when the executor has exited. */
import { AppError, type Channel, type Frame, type Message, PROGRESS } from "@rackberry/protocol";

export interface LineOptions {
  /** Opens a new channel to the executor, which sends a greeting and a challenge. */
  readonly open: () => Channel;
  /** Frames from the executor for the coordinator; the greeting only once. */
  readonly onFrame: (frame: Frame) => void;
  /** The executor has exited with a request unanswered; the error's message is for people. */
  readonly onDeath: (error: AppError) => void;
}

export interface ExecutorLine {
  /** Passes on a signed command. */
  send(frame: { readonly id: number; readonly value: Message<"signed"> }): void;
  /** Opens the connection, unless it is open already. */
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
        // A challenge follows each greeting; the coordinator gets only the first greeting.
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
      // Signed for an executor that has exited: report it to the coordinator now.
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
