/**
 * Pulls one image through the kubelet's own interface to containerd (CRI, runtime.v1.ImageService). With ctr, the
 * client fetches the image, hands it to the daemon and polls its progress ten times a second, which costs a Pi half a
 * second of processor time for a node's images; here the daemon does everything, as it does for the kubelet.
 */
import { type ClientHttp2Session, connect } from "node:http2";
import { connect as dial } from "node:net";

const PATH = "/runtime.v1.ImageService/PullImage";
/** gRPC's status while the daemon's CRI is not up yet. */
const UNAVAILABLE = "14";

/** gRPC's status, "0" for success, and its message. */
export interface Pulled {
  readonly status: string;
  readonly message: string;
}

/** A connection to containerd's socket. */
export const toContainerd = (socket: string): ClientHttp2Session =>
  connect("http://localhost", { createConnection: () => dial(socket) });

export const isTooEarly = ({ status }: Pulled): boolean => status === UNAVAILABLE;

/** Resolves when the image is present, or with the reason why it is not. Never rejects. */
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
    // A refusal without a body carries the status in its headers.
    stream.on("response", hear).on("trailers", hear);
    stream.on("error", (cause: Error) => {
      pulled = { status: UNAVAILABLE, message: cause.message };
    });
    stream.on("close", () => resolve(pulled));
    stream.resume();
    stream.end(framed(message(message(Buffer.from(image)))));
  });
}

/**
 * A protobuf message with one field, number 1, bytes: PullImageRequest.image is an ImageSpec; its image is a string.
 */
function message(content: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>= 7) {
    if (rest < 0x80) return Buffer.concat([Buffer.from([0x0a, ...length, rest]), content]);
    length.push((rest & 0x7f) | 0x80);
  }
}

/** gRPC's frame: uncompressed, with its length. */
function framed(content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}
