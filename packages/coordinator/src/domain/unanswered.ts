/** Why dialling an endpoint that a person named failed. Pure. */
export type Unanswered = "unreachable" | "silent" | "wrong";

const WHY: { readonly [K in Unanswered]: string } = {
  unreachable: "nothing answers: is the Pi powered, is this its address, and does the network let TCP through?",
  silent:
    "something accepts the connection but sends nothing: is it the agent of another rack, or not an agent at all?",
  wrong: "something answers that is not an agent of this rack",
};

/** A sentence for a person; the endpoint is host:port. */
export const nobodyThere = (endpoint: string, why: Unanswered): string => `at ${endpoint} ${WHY[why]}`;
