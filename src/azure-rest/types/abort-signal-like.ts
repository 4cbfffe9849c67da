/** An `AbortSignal`, or one of the look-alikes of old packages. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: (this: AbortSignalLike, event: unknown) => unknown, options?: object): void;
  removeEventListener(
    type: "abort",
    listener: (this: AbortSignalLike, event: unknown) => unknown,
    options?: object,
  ): void;
}
