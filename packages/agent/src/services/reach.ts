/** What came of asking a service, and the port behind which it is asked. */

/** Nobody listens there; no answer in time; no way there, says the kernel. */
export type Reach = "answered" | "refused" | "silent" | "unreachable";

/** DNS answers with words of its own, too. */
export type DnsReach = Reach | DnsError;
export type DnsError = "no such name" | "server failure" | "refused to answer" | "an answer without an address";

/** `swallowed`: the connection opened, and the large question was never answered. */
export type LargeReach = DnsReach | "swallowed";

export interface Server {
  readonly address: string;
  readonly port: number;
}

/** Asks services of the network; nothing is changed by it. None of these rejects. `patience`: ms for an answer. */
export interface Probe {
  /** Opens a TCP connection and closes it. */
  connect(server: Server, patience: number): Promise<Reach>;
  /** Asks over UDP from a port of its own, which it keeps when it asks again. */
  ask(server: Server, name: string, patience: number): Promise<DnsReach>;
  /** Asks over TCP with a question so large that it fills a packet, as its answer does. */
  askLarge(server: Server, name: string, patience: number): Promise<LargeReach>;
}
