/**
 * One image by the kubelet's own interface to containerd (CRI, runtime.v1.ImageService). By ctr the client fetches the
 * image, hands it to the daemon and asks ten times a second how far it is, which takes a Pi half a second of processor for
 * what a node needs; here the daemon does it all, as it does for the kubelet.
 */
import { type ClientHttp2Session, connect } from "node:http2";
import { connect as dial } from "node:net";

const PATH = "/runtime.v1.ImageService/PullImage";
/** gRPC's status of a daemon whose CRI is not up yet. */
const UNAVAILABLE = "14";

/** gRPC's status, "0" when all is well, and its sentence. */
export interface Pulled {
  readonly status: string;
  readonly message: string;
}

/** To containerd's socket. */
export const toContainerd = (socket: string): ClientHttp2Session =>
  connect("http://localhost", { createConnection: () => dial(socket) });

export const isTooEarly = ({ status }: Pulled): boolean => status === UNAVAILABLE;

/** Resolves when the image is there, or with why it is not. Never rejects. */
export function pullImage(session: ClientHttp2Session, image: string): Promise<Pulled> {
  return new Promise((resolve) => {
    let pulled: Pulled = { status: UNAVAILABLE, message: "containerd gave no answer" };
    const stream = session.request({
      ":method": "POST",
      ":path": PATH,
      "content-type": "application/grpc",
      te: "trailers",
    });
    const hear = (headers: Readonly<Record<string, unknown>>) => {
      const status = headers["grpc-status"];
      if (status === undefined) return;
      pulled = { status: String(status), message: String(headers["grpc-message"] ?? "") };
    };
    // A refusal without an answer has the status among its headers.
    stream.on("response", hear).on("trailers", hear);
    stream.on("error", (cause: Error) => {
      pulled = { status: UNAVAILABLE, message: cause.message };
    });
    stream.on("close", () => resolve(pulled));
    stream.resume();
    stream.end(framed(message(message(Buffer.from(image)))));
  });
}

/** A protobuf message of one field, number 1, of bytes: PullImageRequest.image is an ImageSpec, and its image is a string. */
function message(content: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>= 7) {
    if (rest < 0x80) return Buffer.concat([Buffer.from([0x0a, ...length, rest]), content]);
    length.push((rest & 0x7f) | 0x80);
  }
}

/** gRPC's frame: not compressed, and how long. */
function framed(content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}
