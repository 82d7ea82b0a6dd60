/** Answers one authenticated request, with the result or the failure. */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type AnswerName,
  type ApiName,
  MAX_RACK_FILES,
  type RackControl,
  type Role,
  type StreamName,
} from "@rackberry/config";
import { AppError, type Code } from "@rackberry/protocol";
import { ANSWERS, STREAMS, UPLOADS } from "./handlers.ts";
import { REQUESTS } from "./requests.ts";
import { checkRole, type Found, routeOf } from "./routes.ts";
import { stream } from "./stream.ts";
import { upload } from "./upload.ts";

const STATUS: Partial<Record<Code, number>> = {
  invalid: 400,
  unauthenticated: 401,
  unimplemented: 404,
  refused: 409,
  busy: 409,
  disconnected: 502,
  unreachable: 502,
  timeout: 504,
};
/** Bytes of a request's body, except an upload's, and milliseconds in which it must arrive. */
const MAX_BODY = 16 * 1024;
const LARGER: { readonly [K in ApiName]?: number } = { planFor: MAX_RACK_FILES, apply: MAX_RACK_FILES };
const BODY_DEADLINE = 10_000;

/** The caller's role, and the control that answers. */
interface Asking {
  readonly control: RackControl;
  readonly role: Role;
}

/** Never rejects: a failure is answered as { code, message }. Ends with the connection or the signal. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { control, role }: Asking,
  signal: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.on("error", () => gone.abort());
  const life = AbortSignal.any([signal, gone.signal]);
  try {
    const found = routeOf(request.method ?? "", request.url ?? "");
    checkRole(found.name, role);
    await respond(found, request, response, control, life);
  } catch (cause) {
    const { code, message } = AppError.from(cause);
    if (response.headersSent) return void response.destroy();
    sendJson(response, STATUS[code] ?? 500, { code, message });
  }
}

async function respond(
  { name, node, query }: Found,
  request: IncomingMessage,
  response: ServerResponse,
  control: RackControl,
  signal: AbortSignal,
): Promise<void> {
  if (isUpload(name)) {
    const asked = REQUESTS[name]({ node, query, body: "" });
    return sendJson(response, 200, await UPLOADS[name](control, asked, () => upload(request, response)));
  }
  const given = { node, query, body: await bodyOf(request, LARGER[name] ?? MAX_BODY) };
  const answered = async <K extends AnswerName>(row: K) => ANSWERS[row](control, REQUESTS[row](given));
  const items = <K extends StreamName>(row: K) => STREAMS[row](control, REQUESTS[row](given), signal);
  if (isStream(name)) return stream(response, items(name), signal);
  sendJson(response, 200, await answered(name));
}

const isUpload = (name: Found["name"]): name is keyof typeof UPLOADS => name in UPLOADS;
const isStream = (name: AnswerName | StreamName): name is StreamName => name in STREAMS;

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  // No caching: the answer may be a kubeconfig.
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
  response.end(`${JSON.stringify(value)}\n`);
}

async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const late = setTimeout(() => request.destroy(), BODY_DEADLINE);
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size > most) throw new AppError("invalid", `the body is larger than ${most} bytes`);
      chunks.push(chunk as Buffer);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks).toString("utf8");
}
