import type { AudioDataContentItem, AudioFormat, ImageContentItem, ImageDetail } from "../client/index.ts";

/**
 * Bytes, a `Blob` or `File` (`openAsBlob(path)` of `node:fs` makes one), or for images a URL.
 *
 * @example
 * const bytes: Bytes = await readFile("cat.png");
 * const image = await imagePart(bytes);
 */
export type Bytes = Uint8Array | ArrayBuffer | Blob;

/**
 * Options of `imagePart`.
 *
 * @example
 * const options: ImageOptions = { mediaType: "image/png", detail: "low" };
 * const image = await imagePart(await readFile("cat"), options);
 */
export interface ImageOptions {
  /** How closely the model looks. Default: the model's own, `auto`. */
  detail?: ImageDetail;
  /** Default: the type of the `Blob`, else what the bytes are: PNG, JPEG, GIF, WebP or BMP. */
  mediaType?: string;
}

/**
 * Makes the content part of an image.
 *
 * @param image - bytes, sent as a data URL, or an http(s) or data URL, sent as it is.
 * @throws {TypeError} if the bytes are no image of a known type and `mediaType` is not set.
 *
 * @example
 * const image = await imagePart(await readFile("cat.png"));
 * await client.getChatCompletions({ messages: [{ role: "user", content: [{ type: "text", text: "What is it?" }, image] }] });
 */
export async function imagePart(image: Bytes | URL | string, options: ImageOptions = {}): Promise<ImageContentItem> {
  const url =
    typeof image === "string" || image instanceof URL ? String(image) : await dataUrl(image, options.mediaType);
  const { detail } = options;
  return { type: "image_url", image_url: detail === undefined ? { url } : { url, detail } };
}

/**
 * Makes the content part of sound.
 *
 * @param format - default: `wav` or `mp3`, whichever the bytes are.
 * @throws {TypeError} if the bytes are neither and `format` is not set.
 */
export async function audioPart(audio: Bytes, format?: AudioFormat): Promise<AudioDataContentItem> {
  const bytes = await bytesOf(audio);
  const found = format ?? signatureOf(bytes, audioSignatures);
  if (found === undefined) throw new TypeError("the bytes are neither WAV nor MP3; pass `format`");
  return { type: "input_audio", input_audio: { data: base64(bytes), format: found } };
}

async function dataUrl(image: Bytes, mediaType?: string): Promise<string> {
  const bytes = await bytesOf(image);
  const type =
    mediaType ?? (image instanceof Blob && image.type !== "" ? image.type : signatureOf(bytes, imageSignatures));
  if (type === undefined) throw new TypeError("the bytes are no PNG, JPEG, GIF, WebP or BMP; pass `mediaType`");
  return `data:${type};base64,${base64(bytes)}`;
}

const bytesOf = async (bytes: Bytes): Promise<Uint8Array> =>
  bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes instanceof Blob ? await bytes.arrayBuffer() : bytes);

/** The first bytes of each type, as Latin-1; a dot is any byte. */
type Signatures = readonly (readonly [signature: RegExp, type: string])[];

const imageSignatures: Signatures = [
  [/^\x89PNG/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8/, "image/gif"],
  [/^RIFF....WEBP/s, "image/webp"],
  [/^BM/, "image/bmp"],
];
const audioSignatures: Signatures = [
  [/^RIFF....WAVE/s, "wav"],
  [/^(?:ID3|\xff[\xe2-\xff])/, "mp3"],
];

function signatureOf(bytes: Uint8Array, signatures: Signatures): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  return signatures.find(([signature]) => signature.test(head))?.[1];
}

function base64(bytes: Uint8Array): string {
  // Arguments of one call are limited.
  const step = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(text);
}
