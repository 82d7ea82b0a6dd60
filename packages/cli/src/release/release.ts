/** The release that this pictl belongs to. */

/** A file of a release. */
export interface ReleasedFile {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

export interface Release {
  /** URL of the folder with its files, without a slash at the end; absent if it is not known. */
  readonly url?: string;
  /** The packages for Pis. */
  readonly packages: readonly ReleasedFile[];
}

/** The bundler replaces this name with the release; pictl run from its sources belongs to none. */
declare const RACKBERRY_RELEASE: Release | undefined;
export const RELEASE: Release | undefined = typeof RACKBERRY_RELEASE === "object" ? RACKBERRY_RELEASE : undefined;
