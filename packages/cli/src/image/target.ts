/** What an image is written to: a file, or a card. */
export interface Target {
  /** Where it can be read back. */
  readonly path: string;
  /** Every byte is written once, in disk order. */
  write(block: Uint8Array, at: number): Promise<void>;
  /** Once it resolves, everything is on the medium. */
  flush(): Promise<void>;
  /** After a successful check: closes the target and puts it in its final place. */
  commit(): Promise<void>;
  /** After a failure: leaves nothing that could pass for a usable card. */
  discard(): Promise<void>;
}
