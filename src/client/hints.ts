// Properties under the names that other SDKs have for them. Their type is what to write instead, so that the compiler
// says it: Type '"abc"' is not assignable to type '"pass the key as credential: { key }"'.

/** @internal */
export interface ClientHints {
  /** @deprecated */
  apiKey?: "pass the key as credential: { key }";
  /** @deprecated */
  baseURL?: "the base URL is `endpoint`";
  /** @deprecated */
  maxRetries?: "pass retry: { retries }";
  /** @deprecated */
  timeout?: "the option is `timeoutMs`";
  /** @deprecated */
  logger?: "pass observe: logTo(logger)";
}

/** @internal */
export interface CallHints {
  /** @deprecated */
  abortSignal?: "the option is `signal`";
  /** @deprecated */
  timeout?: "the option is `timeoutMs`";
}

/** @internal */
export interface BodyHints {
  /** @deprecated */
  stream?: "for a stream call the method whose name begins with stream";
}
