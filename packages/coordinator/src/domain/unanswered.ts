/** What came of dialling a place that a person named. Pure. */
export type Unanswered = "unreachable" | "silent" | "wrong";

const WHY: { readonly [K in Unanswered]: string } = {
  unreachable: "nobody answers: has that Pi power, is this its address, and does the way there let TCP through?",
  silent: "somebody takes the connection and says nothing: is it the agent of another rack, or no agent?",
  wrong: "somebody answers who is no agent of this rack",
};

/** A sentence for a person; the endpoint is host:port. */
export const nobodyThere = (endpoint: string, why: Unanswered): string => `at ${endpoint} ${WHY[why]}`;
