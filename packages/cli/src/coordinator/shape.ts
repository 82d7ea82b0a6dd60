/** The shape that a value must have to be shown: another version's answers may differ. Pure. */

/** A kind of word, a list of one shape, or a map; a map's key that ends in ? may be absent. */
export type Shape = "string" | "number" | readonly [Shape] | { readonly [key: string]: Shape };

export function hasShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === "string") return typeof value === shape;
  if (isList(shape)) return Array.isArray(value) && value.every((item) => hasShape(item, shape[0]));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape).every(([key, field]) => {
    const name = key.replace(/\?$/, "");
    return (name !== key && fields[name] === undefined) || hasShape(fields[name], field);
  });
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);
