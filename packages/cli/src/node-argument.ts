/** The name of a node as an argument: an impossible name is reported before the search for the coordinator. */
import { AppError, grammar, quoted } from "@rackberry/protocol";
import { usageError } from "./verb.ts";

/** A node's name, or with `serial` also a serial number, in lower case. Throws a usage error. */
export function nodeArgument(given: string, { serial = false } = {}): string {
  const [label = "", domain] = given.split(/\.(.*)/s);
  if (domain !== undefined && isLabel(label)) {
    throw usageError(`${given} includes the domain: use the node's name, ${label}`);
  }
  if (serial) return parsed(given, grammar.serial, "neither a node's name nor a serial number");
  return parsed(given.toLowerCase(), grammar.label, "not a node's name");
}

function parsed(given: string, parse: (value: unknown) => string, what: string): string {
  try {
    return parse(given);
  } catch {
    throw usageError(`${quoted(given)} is ${what}: pictl status lists them`);
  }
}

const isLabel = (text: string): boolean => {
  try {
    return grammar.label(text) === text;
  } catch (cause) {
    if (cause instanceof AppError) return false;
    throw cause;
  }
};
