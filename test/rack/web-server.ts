import { accessSync, createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join, normalize } from "node:path";
import { argv } from "node:process";

/** The file that a request refers to, or undefined. Below `root` is a folder for each host name. */
export function requestedFile(root: string, host: string | undefined, url: string): string | undefined {
  const name = host?.replace(/:\d+$/, "").toLowerCase();
  if (!name || !/^[a-z0-9.-]+$/.test(name) || name.includes("..")) return undefined;
  try {
    const path = decodeURIComponent(url.split("?", 1)[0] ?? "");
    // normalize never leads above the root of an absolute path.
    return path.includes("\0") ? undefined : join(root, name, normalize(`/${path}`));
  } catch {
    return undefined;
  }
}

/** The inclusive bounds in a Range header; undefined for the whole file, "unsatisfiable" beyond its end. */
export function requestedRange(
  header: string | undefined,
  size: number,
): [number, number] | "unsatisfiable" | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === undefined || (from === "" && to === "")) return undefined;
  const first = from === "" ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first > last ? "unsatisfiable" : [first, last];
}

/** A response: status, headers, and the part of a file that is its body. */
export interface Reply {
  status: number;
  headers: Record<string, string | number>;
  body?: { file: string; start: number; end: number };
}

type Request = Pick<IncomingMessage, "method" | "url" | "headers">;

/** Answers apt's requests to a mirror from the files below `root`: GET, HEAD, a range, If-Modified-Since. */
export function reply(root: string, { method, url = "/", headers }: Request): Reply {
  const empty = (status: number, more = {}): Reply => ({ status, headers: { "Content-Length": 0, ...more } });
  if (method !== "GET" && method !== "HEAD") return empty(405);
  const file = requestedFile(root, headers.host, url);
  const stat = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
  if (file === undefined || !stat?.isFile()) return empty(404);
  const modified = Math.floor(stat.mtimeMs / 1000) * 1000;
  if (Date.parse(headers["if-modified-since"] ?? "") >= modified) return empty(304);
  const range = requestedRange(headers.range, stat.size);
  if (range === "unsatisfiable") return empty(416, { "Content-Range": `bytes */${stat.size}` });
  const [start, end] = range ?? [0, stat.size - 1];
  return {
    status: range ? 206 : 200,
    headers: {
      "Content-Length": end - start + 1,
      "Content-Type": "application/octet-stream",
      "Last-Modified": new Date(modified).toUTCString(),
      "Accept-Ranges": "bytes",
      ...(range && { "Content-Range": `bytes ${start}-${end}/${stat.size}` }),
    },
    ...(method === "GET" && stat.size > 0 && { body: { file, start, end } }),
  };
}

function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = reply(root, request);
  console.log(`${request.socket.remoteAddress} ${request.method} ${request.headers.host}${request.url} ${status}`);
  response.writeHead(status, headers);
  if (!body) response.end();
  else
    createReadStream(body.file, body)
      .on("error", () => response.destroy())
      .pipe(response);
}

// The router runs this as a program in the rack's network namespace: web-server.ts ROOT PORT
if (import.meta.main) {
  const [, , root = "", port = ""] = argv;
  accessSync(root);
  createServer((request, response) => serve(root, request, response)).listen(Number(port));
}
