/** Names of container images, as Docker and containerd read them. */
import { AppError } from "./error.ts";

export interface Image {
  /** docker.io, registry.rack:5000 */
  readonly registry: string;
  /** library/nginx */
  readonly path: string;
  readonly tag: string;
}

const REGISTRY = /^(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)(?::\d{1,5})?$/;
const PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const PATH = new RegExp(`^${PART}(?:/${PART})*$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/**
 * Completes a name: `nginx` is docker.io/library/nginx:latest. Throws `invalid`, also for a digest: a mirror holds the
 * image for one architecture, whose digest differs from that of the name.
 */
export function parseImage(value: unknown): Image {
  if (typeof value === "string" && value.length <= 255 && !value.includes("@")) {
    const [first = "", ...rest] = value.split("/");
    // Docker's rule: a registry has a dot or a port, or is localhost.
    const hasRegistry = rest.length > 0 && REGISTRY.test(first);
    const registry = hasRegistry ? first : "docker.io";
    const [name = "", tag = "latest", more] = (hasRegistry ? rest.join("/") : value).split(":");
    const path = registry === "docker.io" && !name.includes("/") ? `library/${name}` : name;
    if (more === undefined && PATH.test(path) && TAG.test(tag)) return { registry, path, tag };
  }
  throw new AppError("invalid", `not an image with a tag (such as nginx:1.27): ${JSON.stringify(value)?.slice(0, 80)}`);
}

/** In full: docker.io/library/nginx:latest. */
export const imageName = ({ registry, path, tag }: Image): string => `${registry}/${path}:${tag}`;
