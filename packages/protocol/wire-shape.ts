/** What of the contract is seen on the wire, and what an older peer would misread. Pure. */
import protobuf from "protobufjs";

/** Of each message its fields by number, of each enum its values: "string name", "repeated Step steps". */
export type WireShape = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function wireShape(root: protobuf.Root): WireShape {
  const shape: Record<string, Record<string, string>> = {};
  const visit = (space: protobuf.NamespaceBase) => {
    for (const one of space.nestedArray) {
      if (one instanceof protobuf.Type) {
        shape[one.fullName] = Object.fromEntries(one.fieldsArray.map((field) => [field.id, described(field)]));
      } else if (one instanceof protobuf.Enum) {
        shape[one.fullName] = Object.fromEntries(Object.entries(one.values).map(([name, value]) => [value, name]));
      }
      if (one instanceof protobuf.Namespace) visit(one);
    }
  };
  visit(root);
  return shape;
}

const described = ({ name, type, repeated, map, partOf }: protobuf.Field) =>
  `${map ? "map " : repeated ? "repeated " : ""}${type} ${name}${partOf ? ` (${partOf.name})` : ""}`;

/** A sentence for each field or value of `before` that is gone, or is another one now. What was added harms nobody. */
export function breaks(before: WireShape, now: WireShape): string[] {
  return Object.entries(before).flatMap(([type, fields]) =>
    Object.entries(fields).flatMap(([number, was]) => {
      const is = now[type]?.[number];
      return is === was ? [] : [`${type} ${number} was "${was}" and is ${is === undefined ? "gone" : `"${is}"`}`];
    }),
  );
}
