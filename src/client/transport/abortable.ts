import type { ByteReader, Cancellation, Fetch, ResponseLike } from "./transport.ts";

/**
 * Calls a `fetch` of the caller's, which may ignore its signal: the call and each read of the body end with `cancellation`
 * nevertheless. A response that comes after that is closed.
 */
export function fetchAbortable(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  cancellation: Cancellation,
): Promise<ResponseLike> {
  return new Promise((resolve, reject) => {
    let pending: ((reason: unknown) => void) | undefined = reject;
    cancellation.onAbort = (reason) => pending?.(reason);
    Promise.resolve(fetch(url, init)).then((response) => {
      if (cancellation.aborted) response?.body?.getReader?.().cancel().catch(ignore);
      else resolve(withReader(response));
    }, reject);

    function withReader(response: ResponseLike): ResponseLike {
      const { body } = response ?? {};
      // Browsers seal the response to a redirect that is not followed.
      if (typeof body?.getReader !== "function" || response.type === "opaqueredirect") return response;
      const { ok, status, statusText, type, headers } = response;
      return {
        ...{ ok, status, statusText, type, headers },
        body: { getReader: () => abortable(body.getReader()) },
        arrayBuffer: (maxBytes) => untilAborted(() => response.arrayBuffer(maxBytes)),
      };
    }

    function untilAborted<Value>(read: () => Promise<Value>): Promise<Value> {
      return new Promise((resolve, reject) => {
        if (cancellation.aborted) return reject(cancellation.reason);
        pending = reject;
        read().then(resolve, reject);
      });
    }

    function abortable(reader: ByteReader): ByteReader {
      return {
        read: () => untilAborted(() => reader.read()),
        cancel: (reason) => reader.cancel(reason),
      };
    }
  });
}

const ignore = (): void => undefined;
