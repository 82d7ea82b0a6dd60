/** The layout of the rack's mirror, on which the master that fills it and the workers that use it must agree. */
import { MIRROR_IMAGES_PORT, MIRROR_PACKAGES_PORT } from "./limits.ts";

/** What workers must know about a filled mirror. */
export interface MirrorContent {
  /** ASCII-armoured key with which the Kubernetes packages are signed; workers cannot fetch it. */
  readonly packagesKey: string;
  /** PEM of the image mirror's own certificate. */
  readonly certificate: string;
  /** Registries whose images it holds. */
  readonly registries: readonly string[];
}

/** apt's proxy on the host with this name. */
export const packagesMirror = (host: string): string => `http://${host}:${MIRROR_PACKAGES_PORT}`;

/** A repository's URL through that proxy, which answers only http; the signatures are still upstream's. */
export const throughProxy = (url: string): string => url.replace(/^https:/, "http:");

/** Folder for a registry's images in the mirror; no two registries share one. */
export const mirrorFolder = (registry: string): string => registry.replace(":", "_");

/** URL of a registry's images on the host with this name. */
export const imagesMirror = (host: string, registry: string): string =>
  `https://${host}:${MIRROR_IMAGES_PORT}/v2/${mirrorFolder(registry)}`;
