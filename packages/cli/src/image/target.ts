/** What an image is written to: a file, or a card. */
export interface Target {
  /** Where it can be read back. */
  readonly path: string;
  /** Every byte is written once, in the order of the disk. */
  write(block: Uint8Array, at: number): Promise<void>;
  /** All is on the medium when it resolves. */
  flush(): Promise<void>;
  /** It is what it should be: takes its place. */
  commit(): Promise<void>;
  /** It is not: leaves nothing that could pass for a card. */
  discard(): Promise<void>;
}
