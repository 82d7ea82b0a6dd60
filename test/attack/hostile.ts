/** Runs the hostile peer on a host. It is a separate program that exchanges only lines of JSON with this one. */
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Rack } from "../rack/api.ts";
import { COMPILED } from "../story/product.ts";
import type { Place } from "./namespace.ts";

const MAIN = fileURLToPath(new URL("peer/main.ts", import.meta.url));

export type Word = Readonly<Record<string, unknown>>;

export interface Running<T> {
  /** The first message, past or future, for which `is` holds; rejects when the act ends earlier, or after `seconds`. */
  heard<W extends Word>(is: (word: Word) => boolean, seconds: number): Promise<W>;
  /** All messages so far. */
  readonly words: readonly Word[];
  /** Ends the act and resolves with what it saw. */
  stop(): Promise<T>;
  /** What it saw, once it ends by itself. */
  readonly done: Promise<T>;
}

/** Starts an act that lasts at most `seconds`. */
export function begin<T>(rack: Rack, place: Place, act: string, args: object, seconds: number): Running<T> {
  const argv = [...place.enter([process.execPath, MAIN, act, String(seconds)])];
  const child = rack.spawn(argv, { env: { NODE_COMPILE_CACHE: COMPILED }, stdio: "pipe" });
  const words: Word[] = [];
  const listeners = new Set<() => void>();
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const result = Promise.withResolvers<T>();
  result.promise.catch(() => {});
  if (child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const word = JSON.parse(line) as Word;
      if (word.done) result.resolve(word.done as T);
      else if (word.error) result.reject(new Error(`${act}: ${String(word.error)}`));
      else words.push(word);
      for (const listener of listeners) listener();
    });
  }
  child.once("close", (code) => {
    result.reject(new Error(`${act} ended with ${code}: ${errors.slice(-1_000)}`));
    for (const listener of listeners) listener();
  });
  // Killed with its rack, it no longer reads anything.
  child.stdin?.on("error", () => {});
  child.stdin?.write(`${JSON.stringify(args)}\n`);
  return {
    words,
    done: result.promise,
    async stop() {
      child.stdin?.write("stop\n");
      return await result.promise;
    },
    heard: (is, seconds) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const look = () => {
          const word = words.find(is);
          if (word) end(() => resolve(word as never));
        };
        const timer = setTimeout(
          () => end(() => reject(new Error(`${act}: not said in ${seconds} s`))),
          seconds * 1000,
        );
        listeners.add(look);
        result.promise.then(
          () => end(() => reject(new Error(`${act} ended without it`))),
          (error) => end(() => reject(error)),
        );
        look();
      }),
  };
}
