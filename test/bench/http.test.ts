import { Buffer } from "node:buffer";
import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frame, serve, wholeAnswer } from "../../bench/speed/programs/http.ts";

const paths: string[] = [];
const server = serve((path, answer) => {
  paths.push(path);
  if (path === "/whole") return answer.whole(wholeAnswer(422, Buffer.from('{"error":"ä"}')));
  answer.begin();
  answer.socket.write(frame(Buffer.from("data: one\n\n")));
  answer.socket.write(frame(Buffer.from("data: two\n\n")));
  answer.end();
});
let url = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe("the server of the bench, as clients see it", () => {
  test("a whole response", async () => {
    const response = await fetch(`${url}/whole`, { method: "POST", body: "{}" });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ error: "ä" });
  });

  test("a stream", async () => {
    const response = await fetch(`${url}/stream`, { method: "POST", body: "{}" });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await response.text()).toBe("data: one\n\ndata: two\n\n");
  });

  test("a request without a length, in parts, on a connection that is to be closed", async () => {
    const sent = request(`${url}/stream`, { method: "POST", agent: false, headers: { connection: "close" } });
    sent.write("{".repeat(70_000));
    sent.end("}");
    const [response] = (await once(sent, "response")) as [NodeJS.ReadableStream];
    expect(await text(response)).toContain("two");
  });

  test("requests that come together, and one that comes byte by byte", async () => {
    const head = "POST /whole HTTP/1.1\r\nhost: h\r\nContent-Length: 2\r\n";
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    paths.length = 0;
    socket.write(`${head}\r\n{}${head}\r\n{}`);
    for (const byte of `${head}connection: close\r\n\r\n{}`) socket.write(byte);
    const answers = await text(socket);
    expect(paths).toEqual(["/whole", "/whole", "/whole"]);
    expect(answers.match(/HTTP\/1\.1 422/g)).toHaveLength(3);
  });
});
