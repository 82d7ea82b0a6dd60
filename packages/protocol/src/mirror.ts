/** Where the rack's mirror has what; the master that fills it and the workers that ask it must agree. */
import { MIRROR_IMAGES_PORT, MIRROR_PACKAGES_PORT } from "./limits.ts";

/** What workers must know of a mirror that is filled. */
export interface MirrorContent {
  /** ASCII-armoured key that the Kubernetes packages are signed with: a worker cannot fetch it. */
  readonly packagesKey: string;
  /** PEM of the image mirror's own certificate. */
  readonly certificate: string;
  /** Registries of which it holds images. */
  readonly registries: readonly string[];
}

/** apt's proxy on the host of this name. */
export const packagesMirror = (host: string): string => `http://${host}:${MIRROR_PACKAGES_PORT}`;

/** A repository as it is asked for through that proxy, which answers http only; the signatures are upstream's. */
export const throughProxy = (url: string): string => url.replace(/^https:/, "http:");

/** Folder of a registry's images in the mirror; no other registry's can be in it. */
export const mirrorFolder = (registry: string): string => registry.replace(":", "_");

/** Where the host of this name has the images of a registry. */
export const imagesMirror = (host: string, registry: string): string =>
  `https://${host}:${MIRROR_IMAGES_PORT}/v2/${mirrorFolder(registry)}`;
