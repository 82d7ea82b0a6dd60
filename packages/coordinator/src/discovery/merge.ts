/** Merges several sources of candidates into one. */
import { AppError, inbox } from "@rackberry/protocol";
import type { Candidate } from "../fleet/admission/endpoints.ts";

/** Ends when the signal aborts; fails when a source does. */
export async function* merge(
  sources: readonly AsyncIterable<Candidate>[],
  signal: AbortSignal,
): AsyncIterable<Candidate> {
  const all = inbox<Candidate>(4_096);
  signal.addEventListener("abort", () => all.end());
  if (signal.aborted) all.end();
  for (const source of sources) void copy(source, all.push).catch((error) => all.end(AppError.from(error)));
  yield* all;
}

async function copy(source: AsyncIterable<Candidate>, push: (candidate: Candidate) => void): Promise<void> {
  for await (const candidate of source) push(candidate);
}

/** Candidates that are known from the start. */
export async function* fixed(endpoints: readonly string[]): AsyncIterable<Candidate> {
  for (const endpoint of endpoints) yield { endpoint, permanent: true };
}
