/** A response was longer than `maxResponseBytes`. */
export class TooLarge extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`longer than maxResponseBytes (${maxBytes})`);
    this.maxBytes = maxBytes;
  }
}
