/** Sources of packages and images in rack.yaml: stricter than on the wire, since only here can errors be reported. */
import { isIPv4, isIPv6 } from "node:net";
import { AppError, quoted } from "@rackberry/protocol";

/** Hides everything before the last @, which may be credentials. */
const shown = (value: string) => quoted(value.replace(/^.*@/s, "…@"));

const NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
const HOST = `${NAME}(?:\\.${NAME})*`;
const HTTP_URL = new RegExp(
  `^https?://(${HOST}|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?(?:/(?:[A-Za-z0-9.:_~/+-]|%[0-9A-Fa-f]{2})*)?$`,
);
const PLACE = new RegExp(`^(${HOST})(?::(\\d{1,5}))?$`);
/** One part of an image's path, by Docker's reference grammar. */
const PATH_PART = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

/** http or https URL without credentials, query, blanks or control characters. Possible secrets are not repeated. */
export function httpUrl(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  if (/^[a-z]+:\/\/[^/]*@/i.test(text)) {
    throw new AppError("invalid", "a name or password in an address (…@…) is not allowed: every node could read it");
  }
  const [, host = "", port = "1"] = (text.length <= 500 && HTTP_URL.exec(text)) || [];
  if (host && (isHost(host) || isIPv6(host.slice(1, -1))) && isPort(port)) return text;
  throw new AppError("invalid", `not an http(s) URL: ${shown(text.replace(/[?#].*/s, "?…"))}`);
}

/** Registry host, with port if any: docker.io, registry.rack:5000. */
export function registryHost(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  const [, host = "", port = "1"] = (text.length <= 253 && PLACE.exec(text)) || [];
  if (text === text.toLowerCase() && isHost(host) && isPort(port)) return text;
  throw new AppError("invalid", `not a registry: ${shown(text)}`);
}

/** The location of images: registry host and path, no tag. */
export function imageRepository(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  const [place = "", ...path] = text.length <= 254 ? text.split("/") : [];
  const [, host = "", port = "1"] = PLACE.exec(place) ?? [];
  const isPlace = place === place.toLowerCase() && isHost(host) && isPort(port);
  if (isPlace && path.every((part) => PATH_PART.test(part))) return text;
  throw new AppError(
    "invalid",
    `not an image repository (HOST/PATH; no https:// in front, no tag or / at the end): ${shown(text)}`,
  );
}

const isPort = (port: string) => Number(port) > 0 && Number(port) < 65_536;
/** A host that ends in a number must be an IPv4 address (WHATWG URL). */
const isHost = (host: string) => /\w$/.test(host) && (isIPv4(host) || !/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i.test(host));
