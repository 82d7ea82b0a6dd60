/** The parameters of each row of the API's table: parsed here, trusted afterwards. Pure. */
import { type ApiName, type AskedOf, parseRackFiles } from "@rackberry/config";
import { AppError, grammar, imageName, parseImage, parseManifest } from "@rackberry/protocol";
import type { Found } from "./routes.ts";

interface Given extends Pick<Found, "node" | "query"> {
  readonly body: string;
}

/** The agent sends at most this many past lines. */
const MOST_LINES = 5_000;
const MAX_IMAGES = 64;

const nothing = () => ({});
const ofNode = ({ node }: Given) => ({ node });

/** Each throws `invalid`. */
export const REQUESTS: { readonly [K in ApiName]: (given: Given) => AskedOf<K> } = {
  status: nothing,
  watch: nothing,
  history: nothing,
  details: ofNode,
  logs: ({ node, query }) => ({ node, follow: isSet(query.get("follow")), lines: lineCount(query.get("lines")) }),
  planFor: ({ body }) => ({ files: parseRackFiles(fieldsOf<"files">(body).files) }),
  apply: ({ body }) => ({ files: parseRackFiles(fieldsOf<"files">(body).files) }),
  adopt: ({ node, body }) => {
    const { fingerprint } = fieldsOf<"fingerprint">(body);
    return { node, ...(fingerprint === undefined ? {} : { fingerprint: grammar.keyHash(fingerprint) }) };
  },
  reset: ofNode,
  mirror: ({ body }) => {
    const { images = [] } = fieldsOf<"images">(body);
    if (!Array.isArray(images) || images.length > MAX_IMAGES)
      throw new AppError("invalid", `images: must be a list of at most ${MAX_IMAGES} images`);
    return { images: images.map((image) => imageName(parseImage(image))) };
  },
  unmirror: nothing,
  takePackage: ({ query }) => {
    const { signature = "", rollout, from, ...manifest } = Object.fromEntries(query);
    const downgrade = rollout === undefined ? undefined : { rollout, from };
    return {
      manifest: parseManifest({ ...manifest, downgrade }),
      signature: Buffer.from(grammar.signature(signature), "hex"),
    };
  },
  upgrade: ({ query }) => ({ version: grammar.packageVersion(query.get("version")) }),
  kubeconfig: nothing,
};

const isSet = (text: string | null) => ["", "1", "true"].includes(text ?? "no");

function lineCount(given: string | null): number {
  const text = given ?? "100";
  if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_LINES) return Number(text);
  throw new AppError("invalid", `lines=${text.slice(0, 20)}: must be from 0 to ${MOST_LINES}`);
}

/** The fields of a JSON object, not yet checked; none for an empty body. */
function fieldsOf<K extends string>(body: string): { readonly [P in K]?: unknown } {
  try {
    return (body === "" ? undefined : JSON.parse(body)) ?? {};
  } catch (cause) {
    throw new AppError("invalid", "the body is not JSON", { cause });
  }
}
