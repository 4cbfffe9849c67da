import { TooLarge } from "../transport/too-large.ts";
import type { ByteBody, ResponseLike } from "../transport/transport.ts";

/**
 * All bytes of a response, after decompression.
 *
 * @throws {TooLarge} as soon as there are more than `maxBytes`; the caller closes the connection.
 */
export async function readAll(response: ResponseLike, maxBytes: number): Promise<ArrayBuffer | Uint8Array | undefined> {
  const { body, headers } = response;
  if (body === null) return undefined;
  const isEncoded = headers.get("content-encoding") !== null;
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (!isEncoded && length > maxBytes) throw new TooLarge(maxBytes);
  // Where the platform holds the server to its word, it reads faster than a loop does. A body of a caller's `fetch` may have no reader.
  if ((!isEncoded && length <= maxBytes) || typeof body.getReader !== "function") return response.arrayBuffer(maxBytes);
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces, total);
    total += value.length;
    if (total > maxBytes) {
      reader.cancel().catch(() => undefined);
      throw new TooLarge(maxBytes);
    }
    pieces.push(value);
  }
}

/** The beginning of a body; what breaks off while it is read is cut there. */
export async function readBeginning(
  body: ByteBody,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; incomplete: boolean; failure?: unknown }> {
  const reader = body.getReader();
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  try {
    while (length < maxBytes) {
      const { done, value } = await reader.read();
      if (done) return { bytes: bytes.subarray(0, length), incomplete: false };
      bytes.set(value.subarray(0, maxBytes - length), length);
      length += Math.min(value.length, maxBytes - length);
    }
    reader.cancel().catch(() => undefined);
    return { bytes, incomplete: true };
  } catch (failure) {
    return { bytes: bytes.subarray(0, length), incomplete: true, failure };
  }
}

function joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
