/** Join tokens in the database. */
import type { TokenRecord } from "../domain/tokens.ts";
import type { Database, Row } from "./database.ts";
import type { Store } from "./store.ts";

type TokenTable = Pick<Store, "tokens" | "addToken" | "useToken" | "setIssued" | "removeToken">;

export function tokenTable(database: Database): TokenTable {
  // Cached: every session reads them after every change.
  let known: readonly TokenRecord[] | undefined;
  const changing = (sql: string, ...values: (string | number)[]) => {
    known = undefined;
    database.run(sql, ...values);
  };
  // If a power failure loses this write, the token is deleted later: again, or once it is too old.
  const lazily: typeof changing = (...all) => database.lazily(() => changing(...all));
  return {
    tokens: () => {
      known ??= database.all("SELECT * FROM token ORDER BY at").map(tokenOf);
      return known;
    },
    addToken: ({ id, node, at }) =>
      changing("INSERT OR REPLACE INTO token (id, node, at) VALUES (?, ?, ?)", id, node, at),
    useToken: (id, request) => changing("UPDATE token SET request = ? WHERE id = ? AND request = ''", request, id),
    setIssued: (id, at) => lazily("UPDATE token SET issued_at = ? WHERE id = ?", at, id),
    removeToken: (id) => lazily("DELETE FROM token WHERE id = ?", id),
  };
}

const tokenOf = (row: Row): TokenRecord => ({
  id: String(row.id),
  node: String(row.node),
  at: Number(row.at),
  request: String(row.request),
  issuedAt: row.issued_at === null ? undefined : Number(row.issued_at),
});
