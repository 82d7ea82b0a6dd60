/** Finds the row of the API's table for a request line. Pure. */
import { API, type ApiName, includesRole, type Role } from "@rackberry/config";
import { AppError, grammar } from "@rackberry/protocol";

export interface Found {
  readonly name: ApiName;
  /** What the path has in place of `*`; "" when the row has no `*`. */
  readonly node: string;
  readonly query: URLSearchParams;
}

const ROWS = new Map((Object.keys(API) as ApiName[]).map((name) => [`${API[name].method} ${API[name].path}`, name]));

/** Throws `unimplemented` for what is not in the table, `invalid` for a name that no node can have. */
export function routeOf(method: string, target: string): Found {
  const { pathname, searchParams: query } = new URL(target, "https://coordinator");
  const [version, ...parts] = pathname.split("/").slice(1);
  const isOfNode = parts[0] === "nodes";
  const path = parts.map((part, index) => (isOfNode && index === 1 ? "*" : part)).join("/");
  const name = version === "v1" ? ROWS.get(`${method} ${path}`) : undefined;
  if (name) return { name, node: isOfNode ? grammar.serial(decode(parts[1] ?? "")) : "", query };
  throw new AppError(
    "unimplemented",
    `${method} ${pathname} is unknown to this coordinator: pictl and the coordinator have different versions`,
  );
}

/** Throws `refused` when the token's role does not include the row's. */
export function checkRole(name: ApiName, has: Role): void {
  const { role, method, path } = API[name];
  if (includesRole(has, role)) return;
  throw new AppError(
    "refused",
    `${method} ${path} requires the token of the rack's ${role}, and this one is a ${has}'s`,
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new AppError("invalid", "the name contains an invalid percent-escape", { cause });
  }
}
