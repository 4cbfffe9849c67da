import type { HeadersLike } from "../transport/transport.ts";

/** Headers under the platform's own class. */
export const asHeaders = (headers: HeadersLike): Headers =>
  headers instanceof Headers ? headers : new Headers([...headers]);
