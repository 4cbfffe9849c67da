import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { audioPart, imagePart } from "../../src/helpers/index.ts";

const bytes = (...head: number[]) => new Uint8Array([...head, ...new Array<number>(12 - head.length).fill(0)]);
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe("an image as a content part", () => {
  test.each<[type: string, image: Uint8Array]>([
    ["image/png", bytes(0x89, 0x50, 0x4e, 0x47)],
    ["image/jpeg", bytes(0xff, 0xd8, 0xff, 0xe0)],
    ["image/gif", latin1("GIF89a")],
    ["image/webp", latin1("RIFF\n\0\0\0WEBP")],
    ["image/bmp", latin1("BM")],
  ])("bytes of %s", async (type, image) => {
    const part = await imagePart(image, { detail: "low" });
    const url = `data:${type};base64,${Buffer.from(image).toString("base64")}`;
    expect(part).toEqual({ type: "image_url", image_url: { url, detail: "low" } });
  });

  test("a file, whatever its size, and a part of a larger buffer", async () => {
    const file = "docs/emulator-page.png";
    const content = await readFile(file);
    const url = `data:image/png;base64,${content.toString("base64")}`;
    expect(await imagePart(await openAsBlob(file))).toEqual({ type: "image_url", image_url: { url } });
    expect((await imagePart(content)).image_url.url).toBe(url);
  });

  test("a URL is sent as it is", async () => {
    expect((await imagePart(new URL("https://host.example/a.png"))).image_url).toEqual({
      url: "https://host.example/a.png",
    });
    expect((await imagePart("data:image/png;base64,AA==")).image_url.url).toBe("data:image/png;base64,AA==");
  });

  test("other bytes are refused unless their type is given", async () => {
    await expect(imagePart(latin1("text"))).rejects.toThrow("pass `mediaType`");
    const image = new Blob([latin1("text")], { type: "image/avif" });
    expect((await imagePart(image)).image_url.url).toMatch(/^data:image\/avif;base64,/);
    expect((await imagePart(latin1("a"), { mediaType: "image/tiff" })).image_url.url).toMatch(/^data:image\/tiff;/);
  });
});

describe("sound as a content part", () => {
  test.each([
    ["wav", latin1("RIFF\n\0\0\0WAVE")],
    ["mp3", latin1("ID3")],
    ["mp3", bytes(0xff, 0xfb)],
  ])("%s", async (format, audio) => {
    const data = Buffer.from(audio).toString("base64");
    expect(await audioPart(audio)).toEqual({ type: "input_audio", input_audio: { data, format } });
  });

  test("other bytes are refused unless their format is given", async () => {
    await expect(audioPart(latin1("OggS"))).rejects.toThrow("pass `format`");
    expect((await audioPart(latin1("OggS").buffer, "ogg")).input_audio).toEqual({ data: "T2dnUw==", format: "ogg" });
  });
});
