/**
 * Ends one attempt, once. An `AbortController` and a listener cost a twentieth of a whole call on Node, so one is made only for
 * a transport that asks for its signal.
 */
export class Cancel {
  aborted = false;
  reason: unknown;
  /** Told of the end; the transport's own. */
  onAbort: ((reason: unknown) => void) | undefined;
  #controller: AbortController | undefined;

  abort(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    this.onAbort?.(reason);
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.aborted) this.#controller.abort(this.reason);
    return this.#controller.signal;
  }
}
