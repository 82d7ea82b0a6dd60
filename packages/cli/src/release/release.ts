/** What the release that this pictl is of says of itself. */

/** A file of a release. */
export interface ReleasedFile {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
}

export interface Release {
  /** Where its files are found, without a slash at the end; absent: nobody said where. */
  readonly url?: string;
  /** The packages for Pis. */
  readonly packages: readonly ReleasedFile[];
}

/** The bundler puts it in place of the name; run from its sources pictl is of no release. */
declare const RACKBERRY_RELEASE: Release | undefined;
export const RELEASE: Release | undefined = typeof RACKBERRY_RELEASE === "object" ? RACKBERRY_RELEASE : undefined;
