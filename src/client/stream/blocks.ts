const LF = 10;
const CR = 13;
const COLON = 58;

/**
 * Bytes of an event stream, chunk by chunk -> the positions in each chunk where an event ends, with its blank line, or a
 * comment that stands between two events.
 *
 * A line end that is cut in its middle counts as ended: the LF that follows belongs to what comes next, where it means
 * nothing.
 */
export function createBlockScanner(): (bytes: Uint8Array) => number[] {
  let first: number | undefined;
  let hasFields = false;
  let afterCr = false;
  return (bytes) => {
    const ends: number[] = [];
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (byte === LF && afterCr) {
        if (ends.at(-1) === index) ends.splice(-1, 1, index + 1);
      } else if (byte === LF || byte === CR) {
        const isComment = first === COLON;
        if (first === undefined) hasFields = false;
        else if (!isComment) hasFields = true;
        if (!hasFields) ends.push(index + 1);
        first = undefined;
      } else first ??= byte;
      afterCr = byte === CR;
    }
    return ends;
  };
}
