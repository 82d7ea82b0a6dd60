/** A DNS server on loopback, UDP and TCP on one port, that can be made to fail as real ones do. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

export interface DnsServer {
  readonly port: number;
  /** Source port of each datagram received over UDP. */
  readonly asked: number[];
  /** Bytes of the largest question received over TCP. */
  readonly largest: number;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface DnsOptions {
  /** Error code of every answer; default 0, with one address. */
  readonly rcode?: number;
  /** Whether a datagram is lost; `count` datagrams came from this port before it. */
  readonly loses?: (port: number, count: number) => boolean;
  /** Larger TCP questions, in bytes, never arrive, as on a link that carries less than its MTU. */
  readonly swallowsOver?: number;
}

export async function dnsServer({ rcode = 0, loses = () => false, swallowsOver }: DnsOptions = {}): Promise<DnsServer> {
  const asked: number[] = [];
  let largest = 0;
  // Like CoreDNS, answers at the size of the question: it returns the padding.
  const answer = (question: Buffer) => {
    const reply = Buffer.from(question);
    reply.writeUInt16BE(0x8180 | rcode, 2);
    reply.writeUInt16BE(rcode === 0 ? 1 : 0, 6);
    return reply;
  };
  const tcp = createServer((socket) => {
    let heard = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      const size = heard.length < 2 ? Number.POSITIVE_INFINITY : heard.readUInt16BE(0);
      if (heard.length < 2 + size) return;
      largest = Math.max(largest, size);
      if (swallowsOver !== undefined && size > swallowsOver) return;
      socket.write(Buffer.concat([heard.subarray(0, 2), answer(heard.subarray(2))]));
    });
  });
  tcp.listen(0, "127.0.0.1");
  await once(tcp, "listening");
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket("udp4");
  udp.on("message", (question, from) => {
    const count = asked.filter((one) => one === from.port).length;
    asked.push(from.port);
    if (!loses(from.port, count)) udp.send(answer(question), from.port, from.address);
  });
  udp.bind(port, "127.0.0.1");
  await once(udp, "listening");
  return {
    port,
    asked,
    get largest() {
      return largest;
    },
    async [Symbol.asyncDispose]() {
      udp.close();
      tcp.close();
    },
  };
}
