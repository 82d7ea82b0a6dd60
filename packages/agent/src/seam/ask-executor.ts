/** The door's end: asks the executor, which systemd starts on the first connection. */
import { AppError, type Channel } from "@rackberry/protocol";
import { type Pipe, pipeChannel } from "./pipe.ts";
import { type Answers, parseAnswer, questionBytes } from "./words.ts";

export interface Executor {
  /** Rejects with `disconnected` when the executor exits or cannot be reached. */
  ask<A extends keyof Answers>(question: A): Promise<Answers[A]>;
  /** A channel for one session of the coordinator; ends at once when the executor cannot be reached. */
  open(keyingMaterial: Buffer): Channel;
}

export const executorAt = (connect: () => Pipe): Executor => ({
  async ask(question) {
    const pipe = connect();
    pipe.send(questionBytes({ ask: question }));
    try {
      for await (const answer of pipe.messages) return parseAnswer(question, answer);
    } finally {
      pipe.close();
    }
    throw new AppError("disconnected", `pi-agent-executor went away without an answer (${question})`);
  },
  open(keyingMaterial) {
    const pipe = connect();
    pipe.send(questionBytes({ ask: "session", keyingMaterial }));
    return pipeChannel(pipe);
  },
});
