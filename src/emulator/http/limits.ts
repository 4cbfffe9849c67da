/**
 * What an emulator takes at most.
 *
 * @example
 * await startEmulator({ limits: { bodyBytes: 1_000, concurrent: 2 } });
 */
export interface EmulatorLimits {
  /** Bytes of a body; more is a 413. Default 20 MiB. */
  bodyBytes?: number;
  /** Bytes of the request line and headers together; more is a 431. Default 16 KiB. */
  headerBytes?: number;
  /** Characters of path and query; more is a 414. Default 8192. */
  urlLength?: number;
  /** Maximum number of concurrent requests; one more gets a 503. Default 1024. */
  concurrent?: number;
  /** How long a caller may take to send a request, in ms; longer is a 408. Default 60000. */
  requestTimeoutMs?: number;
}

export const defaultLimits: Readonly<Required<EmulatorLimits>> = {
  bodyBytes: 20 * 1024 * 1024,
  headerBytes: 16 * 1024,
  urlLength: 8192,
  concurrent: 1024,
  requestTimeoutMs: 60_000,
};
