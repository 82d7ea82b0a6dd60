/**
 * Multicast DNS by bonjour-service. The only file that knows it. Its responder is used, not its publisher: that one
 * probes for a second though our name is unique, builds its records once, and names container networks' addresses.
 */
import { AppError } from "@rackberry/protocol";
import { Server } from "bonjour-service/dist/lib/mdns-server.js";
import { Service } from "bonjour-service/dist/lib/service.js";
import { type Announcement, instanceName, type Respond, SERVICE, txtOf } from "./announce.ts";

/** The part of multicast-dns that is used; bonjour-service types it as `any`. */
interface Socket {
  on(event: "error" | "warning", listener: (error: Error) => void): void;
  respond(records: readonly unknown[], done: (error?: Error) => void): void;
  destroy(): void;
}

const nothing = () => {};

/** `mdnsPort` is 5353, unless a test stays among itself. */
export const bonjourResponder =
  (mdnsPort = 5353): Respond =>
  (address, announcement, onError) => {
    let isOpen = true;
    const fail = (cause: unknown) => {
      if (isOpen && cause) onError(AppError.from(cause));
    };
    // Without the callback an answer that cannot be sent (cable out) would end the process.
    const options = { interface: address, bind: "0.0.0.0", port: mdnsPort, reuseAddr: true };
    const server = new Server(options as object, fail);
    const socket = server.mdns as Socket;
    socket.on("error", fail);
    // A packet that cannot be read, a group that was joined already: nothing of ours.
    socket.on("warning", nothing);
    const records = recordsOf(address, announcement);
    server.register(records);
    return {
      announce: () => socket.respond(records, fail),
      close: () => {
        isOpen = false;
        socket.destroy();
      },
    };
  };

function recordsOf(address: string, announcement: Announcement) {
  const name = instanceName(announcement);
  // A host name of our own: those of copied cards are all the same.
  const host = `${name}.local`;
  const config = { name, type: SERVICE, port: announcement.port, host, txt: txtOf(announcement), disableIPv6: true };
  const service = new Service(config, nothing, nothing);
  const records = service.records().filter(({ type }) => type !== "A" && type !== "AAAA");
  return [...records, { name: host, type: "A" as const, ttl: 120, data: address }];
}
