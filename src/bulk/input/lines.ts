import type { FileHandle } from "node:fs/promises";

const pieceBytes = 1 << 20;

/**
 * Lines with their ends, from the beginning of a file.
 *
 * @returns what follows the last of them, which may be a line without an end.
 */
export async function* linesOf(file: FileHandle): AsyncGenerator<Buffer, Buffer> {
  let rest: Buffer[] = [];
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, position);
    if (bytesRead === 0) return Buffer.concat(rest);
    position += bytesRead;
    const piece = buffer.subarray(0, bytesRead);
    let from = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, end + 1)]);
      rest = [];
      from = end + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
}
