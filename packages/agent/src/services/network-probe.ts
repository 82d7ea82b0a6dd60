/** The real Probe: sockets of this host. */
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { createConnection, type Socket } from "node:net";
import { encodeQuestion, readAnswer } from "./dns-message.ts";
import type { DnsReach, LargeReach, Probe, Reach, Server } from "./reach.ts";

/** Bytes: more than one packet of 1,500 holds, so that at least one full-size packet is sent. */
const LARGE = 2_000;

export const networkProbe: Probe = {
  connect: (server, patience) =>
    talk(server, patience, (socket, done) => socket.once("connect", () => done("answered"))),
  ask,
  askLarge,
};

function ask({ address, port }: Server, name: string, patience: number): Promise<DnsReach> {
  const id = randomInt(0x10000);
  const socket = createSocket("udp4");
  const question = encodeQuestion(id, name);
  const timers: NodeJS.Timeout[] = [];
  return new Promise<DnsReach>((resolve) => {
    socket.on("error", (error) => resolve(reachOf(error)));
    socket.on("message", (message) => {
      const answer = readAnswer(id, message);
      if (answer) resolve(answer);
    });
    // Connected, so that the kernel reports a refusal. One source port for every try: with several, kube-proxy would
    // choose several CoreDNS pods, and a broken path to one of them would look like random loss.
    socket.connect(port, address, () => {
      const send = () => socket.send(question, (error) => error && resolve(reachOf(error)));
      for (const share of [0, 0.2, 0.5]) timers.push(setTimeout(send, patience * share));
    });
    timers.push(setTimeout(resolve, patience, "silent"));
  }).finally(() => {
    for (const timer of timers) clearTimeout(timer);
    socket.removeAllListeners().on("error", () => {});
    socket.close();
  });
}

function askLarge(server: Server, name: string, patience: number): Promise<LargeReach> {
  const id = randomInt(0x10000);
  const message = encodeQuestion(id, name, LARGE);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  const question = Buffer.concat([length, message]);
  return talk<LargeReach>(server, patience, (socket, done, late) => {
    let heard = Buffer.alloc(0);
    socket.once("connect", () => {
      // From here on, silence means that the large question or its answer was lost.
      socket.write(question);
      late("swallowed");
    });
    socket.on("data", (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length < 2 || heard.length < 2 + heard.readUInt16BE(0)) return;
      done(readAnswer(id, heard.subarray(2)) ?? "server failure");
    });
    socket.once("end", () => done("swallowed"));
  });
}

/** One TCP connection. `late` restarts the timer and sets what a timeout, error or close means from then on. */
function talk<R>(
  { address, port }: Server,
  patience: number,
  converse: (socket: Socket, done: (result: R | Reach) => void, late: (result: R) => void) => void,
): Promise<R | Reach> {
  const socket = createConnection({ host: address, port });
  let timer: NodeJS.Timeout | undefined;
  return new Promise<R | Reach>((resolve) => {
    let meaning: R | undefined;
    const give = () => resolve(meaning ?? "silent");
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(give, patience);
    };
    wait();
    socket.on("error", (error) => resolve(meaning ?? reachOf(error)));
    converse(socket, resolve, (result) => {
      meaning = result;
      wait();
    });
  }).finally(() => {
    clearTimeout(timer);
    socket.destroy();
  });
}

function reachOf(error: Error): Reach {
  const { code } = error as NodeJS.ErrnoException;
  // EPERM: refused by a rule in this kernel, such as kube-proxy's for a service without endpoints.
  if (code === "ECONNREFUSED" || code === "ECONNRESET" || code === "EPERM") return "refused";
  return code === "ETIMEDOUT" ? "silent" : "unreachable";
}
