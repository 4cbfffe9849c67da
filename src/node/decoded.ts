import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";

/**
 * The content of a compressed response, by RFC 9110, section 8.4; of an encoding that is not known, the
 * bytes as they came. What is flushed on one side comes out on the other; what is cut short fails.
 */
export function decoded(message: IncomingMessage, encoding: string): Readable {
  const steps = encoding.split(",").map((name) => decoderOf(name.trim().toLowerCase()));
  const known = steps.filter((step) => step !== undefined);
  if (known.length === 0 || known.length < steps.length) return message;
  // The last encoding was put on last.
  return known.reverse().reduce<Readable>(into, message);
}

/**
 * What `source` brings, decoded by `step`. Unlike `pipeline`, a source that fails fails the step after what came before is
 * decoded: a stream that is cut still returns each of its chunks.
 */
function into(source: Readable, step: Transform): Transform {
  source.once("error", (error) => step.write(nothing, () => step.destroy(error)));
  step.once("error", () => source.destroy());
  return source.pipe(step);
}

const nothing = new Uint8Array(0);

function decoderOf(name: string): Transform | undefined {
  const zlib = process.getBuiltinModule("node:zlib");
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  if (name === "gzip" || name === "x-gzip") return zlib.createGunzip({ flush: Z_SYNC_FLUSH });
  if (name === "deflate") return zlib.createInflate({ flush: Z_SYNC_FLUSH });
  if (name === "br") return zlib.createBrotliDecompress({ flush: BROTLI_OPERATION_FLUSH });
  return undefined;
}
