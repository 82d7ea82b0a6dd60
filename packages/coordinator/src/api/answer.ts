/** One request of somebody who is known: the question, the coordinator's answer, or its failure. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RackControl } from "@rackberry/config";
import { AppError, type Code, grammar, imageName, parseImage } from "@rackberry/protocol";
import { type Question, questionOf } from "./routes.ts";
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
/** Bytes of a request's body, an upload apart, and the milliseconds in which it must be here. */
const MAX_BODY = 16 * 1024;
const BODY_DEADLINE = 10_000;
const MAX_IMAGES = 64;

/** Never rejects: a failure is answered as { code, message }. Ends with the connection or the signal. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  control: RackControl,
  signal: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.on("error", () => gone.abort());
  const life = AbortSignal.any([signal, gone.signal]);
  try {
    const question = questionOf(request.method ?? "", request.url ?? "");
    if (question.ask === "put-package") {
      await control.takePackage(question.signed, () => upload(request, response));
      return sendJson(response, 200, {});
    }
    await respond(question, await bodyOf(request), response, control, life);
  } catch (cause) {
    const { code, message } = AppError.from(cause);
    if (response.headersSent) return void response.destroy();
    sendJson(response, STATUS[code] ?? 500, { code, message });
  }
}

async function respond(
  question: Exclude<Question, { ask: "put-package" }>,
  body: string,
  response: ServerResponse,
  control: RackControl,
  signal: AbortSignal,
): Promise<void> {
  switch (question.ask) {
    case "status":
      return sendJson(response, 200, control.status());
    case "watch":
      return stream(response, control.watch(signal), signal);
    case "plan":
      return sendJson(response, 200, await control.plan());
    case "kubeconfig":
      return sendJson(response, 200, { kubeconfig: await control.kubeconfig() });
    case "adopt":
      await control.adopt(question.name, fingerprintOf(body));
      return sendJson(response, 200, {});
    case "reset":
      await control.reset(question.name);
      return sendJson(response, 200, {});
    case "upgrade":
      await control.upgrade(question.version);
      return sendJson(response, 200, {});
    case "mirror":
      await control.mirror(imagesOf(body));
      return sendJson(response, 200, {});
    case "unmirror":
      await control.unmirror();
      return sendJson(response, 200, {});
    case "logs":
      return stream(response, control.logs(question.name, question, signal), signal);
    default:
      return question satisfies never;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  // What is answered may be a kubeconfig.
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
  response.end(`${JSON.stringify(value)}\n`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const late = setTimeout(() => request.destroy(), BODY_DEADLINE);
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size > MAX_BODY) throw new AppError("invalid", `a body of more than ${MAX_BODY} bytes`);
      chunks.push(chunk as Buffer);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function fingerprintOf(body: string): { fingerprint?: string } {
  const { fingerprint } = fieldsOf<"fingerprint">(body);
  return fingerprint === undefined ? {} : { fingerprint: grammar.keyHash(fingerprint) };
}

function imagesOf(body: string): readonly string[] {
  const { images = [] } = fieldsOf<"images">(body);
  if (!Array.isArray(images) || images.length > MAX_IMAGES) throw new AppError("invalid", "images: not a short list");
  return images.map((image) => imageName(parseImage(image)));
}

/** The fields of a JSON object, none of them judged yet; none for an empty body. */
function fieldsOf<K extends string>(body: string): { readonly [P in K]?: unknown } {
  try {
    return (body === "" ? undefined : JSON.parse(body)) ?? {};
  } catch (cause) {
    throw new AppError("invalid", "a body that is not JSON", { cause });
  }
}
