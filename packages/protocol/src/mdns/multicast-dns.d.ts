/** The part of multicast-dns that is used; it comes without types. */
declare module "multicast-dns" {
  import type { Socket } from "node:dgram";
  import type { EventEmitter } from "node:events";

  interface MulticastDns extends EventEmitter {
    query(name: string, type: string, done: (error?: Error | null) => void): void;
    respond(records: readonly object[], done: (error?: Error | null) => void): void;
    destroy(): void;
  }
  interface Options {
    /** Read and written in the place of one of its own, and closed with it. */
    readonly socket: Socket;
    readonly port: number;
    /** Address of the interface that is spoken to; default: all that are there are heard. */
    readonly interface?: string;
    /** Address that is listened at. */
    readonly bind: string;
  }
  function multicastDns(options: Options): MulticastDns;

  // biome-ignore lint/style/noDefaultExport: it is the library's.
  export { multicastDns as default };
}
