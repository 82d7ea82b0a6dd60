/** The rack's mirror in the database. */
import type { MirrorRecord } from "../domain/mirror.ts";
import type { Database, Row } from "./database.ts";
import type { Store } from "./store.ts";

export function mirrorTable(database: Database): Pick<Store, "mirror" | "setMirror"> {
  // Cached: every session reads it after every change, and it is compared by identity.
  let known: { readonly record: MirrorRecord | undefined } | undefined;
  const read = () => {
    const row = database.get("SELECT * FROM mirror");
    return { record: row && mirrorOf(row) };
  };
  return {
    mirror: () => {
      known ??= read();
      return known.record;
    },
    setMirror: (mirror) => {
      known = undefined;
      database.transaction(() => {
        database.run("DELETE FROM mirror");
        if (!mirror) return;
        const { wished, images, asked, content, filledFor, failure, nextTry } = mirror;
        const served = content ? JSON.stringify(content) : null;
        const values = [+wished, JSON.stringify(images), asked, served, filledFor, failure, nextTry];
        database.run("INSERT INTO mirror VALUES (1, ?, ?, ?, ?, ?, ?, ?)", ...values);
      });
    },
  };
}

const mirrorOf = (row: Row): MirrorRecord => ({
  wished: row.wished === 1,
  images: JSON.parse(String(row.images)),
  asked: Number(row.asked),
  content: row.content === null ? undefined : JSON.parse(String(row.content)),
  filledFor: String(row.filled_for),
  failure: String(row.failure),
  nextTry: Number(row.next_try),
});
