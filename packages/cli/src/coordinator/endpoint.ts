/** Where a coordinator may be reached. */
import { isIP } from "node:net";
import { API_PORT, AppError } from "@rackberry/protocol";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** HOST, HOST:PORT or [IPV6]:PORT. Throws `invalid`. */
export function parseEndpoint(text: string): Endpoint {
  if (isIP(text) === 6) return { host: text, port: API_PORT };
  const [, host6, host = host6, port] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const number = port === undefined ? API_PORT : Number(port);
  if (host && number > 0 && number < 65_536) return { host, port: number };
  throw new AppError(
    "invalid",
    `${JSON.stringify(text)} is not HOST or HOST:PORT, such as 192.168.1.20 or master1.local:${API_PORT}`,
  );
}

/** The inverse of parseEndpoint. */
export const showEndpoint = ({ host, port }: Endpoint): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
