/** What can be asked of the API, as a closed table. Pure: a request's line to a question. */
import { AppError, grammar, parseManifest, type SignedPackage } from "@rackberry/protocol";

export type Question =
  | { readonly ask: "status" }
  | { readonly ask: "watch" }
  | { readonly ask: "plan" }
  | { readonly ask: "kubeconfig" }
  | { readonly ask: "mirror" | "unmirror" }
  | { readonly ask: "adopt"; readonly name: string }
  | { readonly ask: "reset"; readonly name: string }
  | { readonly ask: "put-package"; readonly signed: SignedPackage }
  | { readonly ask: "upgrade"; readonly version: string }
  | { readonly ask: "logs"; readonly name: string; readonly follow: boolean; readonly lines: number };

/** The agent answers at most this many lines of what was. */
const MOST_LINES = 5_000;

/** Throws `unimplemented` for what is not in the table, `invalid` for a name or a number that cannot be. */
export function questionOf(method: string, target: string): Question {
  const url = new URL(target, "https://coordinator");
  const [version, ...path] = url.pathname.split("/").slice(1);
  const route =
    version === "v1"
      ? `${method} ${path.map((part, index) => (index === 1 && path[0] === "nodes" ? "*" : part)).join("/")}`
      : "";
  const name = () => grammar.serial(decode(path[1] ?? ""));
  switch (route) {
    case "GET status":
      return { ask: "status" };
    case "GET status/watch":
      return { ask: "watch" };
    case "GET plan":
      return { ask: "plan" };
    case "GET kubeconfig":
      return { ask: "kubeconfig" };
    case "PUT package":
      return { ask: "put-package", signed: signedPackage(url) };
    case "POST upgrade":
      return { ask: "upgrade", version: grammar.packageVersion(url.searchParams.get("version")) };
    case "POST mirror":
      return { ask: "mirror" };
    case "DELETE mirror":
      return { ask: "unmirror" };
    case "POST nodes/*/adopt":
      return { ask: "adopt", name: name() };
    case "POST nodes/*/reset":
      return { ask: "reset", name: name() };
    case "GET nodes/*/logs":
      return { ask: "logs", name: name(), follow: isSet(url, "follow"), lines: lineCount(url) };
    default:
      throw new AppError(
        "unimplemented",
        `${method} ${url.pathname} is not known here: pictl and the coordinator differ in version`,
      );
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new AppError("invalid", "a name with a broken escape", { cause });
  }
}

function signedPackage(url: URL): SignedPackage {
  const { signature = "", rollout, from, ...manifest } = Object.fromEntries(url.searchParams);
  const downgrade = rollout === undefined ? undefined : { rollout, from };
  return {
    manifest: parseManifest({ ...manifest, downgrade }),
    signature: Buffer.from(grammar.signature(signature), "hex"),
  };
}

const isSet = (url: URL, name: string) => ["", "1", "true"].includes(url.searchParams.get(name) ?? "no");

function lineCount(url: URL): number {
  const text = url.searchParams.get("lines") ?? "100";
  if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_LINES) return Number(text);
  throw new AppError("invalid", `lines=${text.slice(0, 20)}: 0 to ${MOST_LINES} are possible`);
}
