/** The result of asking a service, and the port (`Probe`) through which it is asked. */

/** refused: nothing listens there; silent: no answer in time; unreachable: the kernel knows no route. */
export type Reach = "answered" | "refused" | "silent" | "unreachable";

/** A DNS server may also answer with an error. */
export type DnsReach = Reach | DnsError;
export type DnsError = "no such name" | "server failure" | "refused to answer" | "an answer without an address";

/** `swallowed`: the connection opened, but the large question was never answered. */
export type LargeReach = DnsReach | "swallowed";

export interface Server {
  readonly address: string;
  readonly port: number;
}

/** Asks services on the network without changing anything. Never rejects. `patience`: ms to wait for an answer. */
export interface Probe {
  /** Opens a TCP connection and closes it. */
  connect(server: Server, patience: number): Promise<Reach>;
  /** Asks over UDP; retries come from the same source port. */
  ask(server: Server, name: string, patience: number): Promise<DnsReach>;
  /** Asks over TCP with a question that fills a packet, as its answer does. */
  askLarge(server: Server, name: string, patience: number): Promise<LargeReach>;
}
