/** The executor's end of the seam: each connection carries one question from the door. */
import { AppError, type Channel } from "@rackberry/protocol";
import type { Journal } from "../journal.ts";
import { type Pipe, pipeChannel } from "../seam/pipe.ts";
import { type Answers, answerBytes, parseQuestion } from "../seam/words.ts";
import type { Rest } from "./rest.ts";

export interface DoorOptions {
  readonly journal: Pick<Journal, "warning">;
  readonly answers: { readonly [A in keyof Answers]: () => Promise<Answers[A]> };
  /** Serves a session of the coordinator until its end; never rejects. */
  readonly serveSession: (channel: Channel, keyingMaterial: Buffer) => Promise<void>;
  readonly rest: Pick<Rest, "begin">;
}

/** Ends with the pipe; never rejects. */
export async function serveDoor(pipe: Pipe, { journal, answers, serveSession, rest }: DoorOptions): Promise<void> {
  const messages = pipe.messages[Symbol.asyncIterator]();
  const done = rest.begin();
  try {
    const first = await messages.next();
    if (first.done) return;
    const question = parseQuestion(first.value);
    if (question.ask === "session") {
      // An open connection is not work: only its requests count.
      done();
      await serveSession(pipeChannel(pipe, { [Symbol.asyncIterator]: () => messages }), question.keyingMaterial);
    } else pipe.send(answerBytes(await answers[question.ask]()));
  } catch (cause) {
    journal.warning(`could not answer the door: ${AppError.from(cause).message}`);
  } finally {
    done();
    pipe.close();
  }
}
