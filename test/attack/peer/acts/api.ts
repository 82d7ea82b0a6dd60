/** The coordinator's HTTPS API without its token: every request that must be rejected. */
import type { Act } from "../act.ts";
import { closedWithin } from "../wire/closed.ts";
import { connect, type Target } from "../wire/tls.ts";

export interface ApiArgs {
  readonly target: Target;
  /** The correct token; for the control only. */
  readonly token: string;
}

const get = (path: string, ...headers: readonly string[]) =>
  `${[`GET ${path} HTTP/1.1`, "Host: x", "Connection: close", ...headers].join("\r\n")}\r\n\r\n`;

const zeros = "0".repeat(64);

/** Words in an answer that only the owner may see. */
const SECRET = /"nodes"|"kubeconfig"|apiVersion/;

const REQUESTS: Readonly<Record<string, string>> = {
  "no-token": get("/v1/status"),
  "wrong-token": get("/v1/status", `Authorization: Bearer ${zeros}`),
  "empty-token": get("/v1/status", "Authorization: Bearer "),
  "token-in-the-query": get(`/v1/status?token=${zeros}`),
  "two-tokens": get("/v1/status", `Authorization: Bearer ${zeros}`, "Authorization: Bearer x"),
  basic: get("/v1/kubeconfig", "Authorization: Basic cm9vdDpyb290"),
  kubeconfig: get("/v1/kubeconfig"),
  "path-with-dots": get("/v1/../v1/status"),
  "absolute-path": get("https://127.0.0.1/v1/status"),
  "forwarded-for": get("/v1/status", "X-Forwarded-For: 127.0.0.1", "Host: localhost"),
  "cross-origin": get("/v1/status", "Origin: https://evil.example", "Access-Control-Request-Method: GET"),
  "rebound-name": get("/v1/status").replace("Host: x", "Host: evil.example"),
  "length-and-chunks": `POST /v1/mirror HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${get("/v1/status")}`,
  "two-lengths": `POST /v1/mirror HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nabcd${get("/v1/status")}`,
  "headers-of-100-kb": get("/v1/status", `X: ${"y".repeat(100_000)}`),
  "package-without-a-token":
    "PUT /v1/package?version=9 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
  "reset-without-a-token": "POST /v1/nodes/master1/reset HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
  "plain-websocket": get("/", "Upgrade: websocket", "Connection: Upgrade"),
};

export const api: Act<ApiArgs> = async ({ target, token }) => {
  const tries: { id: string; status: string; gained: boolean }[] = [];
  for (const [id, request] of Object.entries(REQUESTS)) {
    const answer = await ask(target, request);
    const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? "closed";
    const gained = status.startsWith("2") || status === "100" || SECRET.test(answer) || /allow-origin/i.test(answer);
    tries.push({ id, status, gained });
  }
  const guesses = await guess(target, 200);
  const control = /^HTTP\/1\.1 200/.test(await ask(target, get("/v1/status", `Authorization: Bearer ${token}`)));
  return { tries, guesses, control };
};

async function ask(target: Target, request: string): Promise<string> {
  const socket = await connect(target).catch(() => undefined);
  if (!socket) return "";
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.write(request);
  await closedWithin(socket, 1_500);
  socket.destroy();
  return answer;
}

/** Guesses as fast as answers arrive; counts how many were judged, and how many of those got a revealing answer. */
async function guess(target: Target, count: number): Promise<{ asked: number; answered: number }> {
  let answered = 0;
  for (let at = 0; at < count; at++) {
    const token = at.toString(16).padStart(64, "0");
    if (await ask(target, get("/v1/status", `Authorization: Bearer ${token}`))) answered++;
  }
  return { asked: count, answered };
}
