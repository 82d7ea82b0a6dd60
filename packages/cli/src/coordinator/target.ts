/** From a row of the API's table and the request's fields to its request line and body. Pure. */
import type { Route } from "@rackberry/config";

/** Fields that are undefined or false are left out. */
export function targetOf(
  { path, fields }: Pick<Route, "path" | "fields">,
  asked: object = {},
): { readonly path: string; readonly body?: object } {
  const { node = "", ...rest } = asked as { readonly node?: string };
  const place = `/v1/${path.replace("*", () => encodeURIComponent(node))}`;
  if (fields === "body") return { path: place, body: rest };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>(rest)) {
    if (value !== undefined && value !== false) query.set(name, String(value));
  }
  return { path: query.size > 0 ? `${place}?${query}` : place };
}
