/** From a row of the API's table and what is asked to a request's line and body. Pure. */
import type { Route } from "@rackberry/config";

/** A field that is undefined or false is left out. */
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
