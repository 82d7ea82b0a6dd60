/** The only HTTP request that the agent understands: the websocket's opening handshake (RFC 6455, 4.1). */

/** What ws reads; ws checks the websocket headers itself. */
export interface UpgradeRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names; the last value of a repeated header. */
  readonly headers: Readonly<Record<string, string>>;
}

const MAX_HEADERS = 32;

/** `head` is everything before the blank line. `undefined` for anything but such a request. */
export function parseUpgradeRequest(head: string): UpgradeRequest | undefined {
  const [first = "", ...lines] = head.split("\r\n");
  const url = /^GET (\/[\x21-\x7e]*) HTTP\/1\.1$/.exec(first)?.[1];
  if (url === undefined || lines.length > MAX_HEADERS) return undefined;
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const [, name, value = ""] = /^([A-Za-z0-9-]+):[ \t]*([\x20-\x7e\t]*)$/.exec(line) ?? [];
    if (name === undefined) return undefined;
    headers[name.toLowerCase()] = value.trimEnd();
  }
  return { method: "GET", url, headers };
}
