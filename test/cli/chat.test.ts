import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";
import { eventStream, events, serve } from "../support/server.ts";
import { at, cli, file, key, start, terminal } from "./cli.ts";

let emulator: Emulator;
let env: Record<string, string>;

beforeAll(async () => {
  emulator = await startEmulator({ keys: [key] });
  env = at(emulator.url);
});
afterAll(() => emulator.stop());

const chunk = (content: string, finish_reason: string | null = null) => ({
  id: "c",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta: { content }, finish_reason }],
});

describe("one shot", () => {
  test.each([
    ["from its arguments", ["Why", "is the sky blue?"], "", 'You said "Why is the sky blue?".'],
    ["from stdin", [], "Hello\n", 'You said "Hello".'],
    ["from both", ["Review", "-"], "Hello\n", 'You said "Review\n\nHello".'],
  ])("%s", async (_, words, input, answer) => {
    const { code, stdout, stderr } = await cli(["chat", ...words], { env, input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.startsWith(answer)).toBe(true);
    expect(stdout.endsWith("\n")).toBe(true);
  });

  test("sends options as properties of the contract, by their wire names, and nothing that was not given", async () => {
    const { url, received } = await serve(eventStream(chunk("ok", "stop"), "[DONE]"));
    const options = "--temperature 0.5 --top-p 0.9 --max-tokens 7 --stop A --stop B --seed -3 --system Be --model m1";
    const extra = ["--extra", "user=u-1", "--extra", "n=2", "--frequency-penalty", "-1", "--presence-penalty", "2"];
    const { code } = await cli(["chat", "Hi", ...options.split(" "), ...extra], { env: at(url) });
    expect(code).toBe(0);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      messages: [
        { role: "system", content: "Be" },
        { role: "user", content: "Hi" },
      ],
      model: "m1",
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 7,
      stop: ["A", "B"],
      seed: -3,
      frequency_penalty: -1,
      presence_penalty: 2,
      stream: true,
      user: "u-1",
      n: 2,
    });
    expect(received[0]?.headers["extra-parameters"]).toBe("pass-through");
    expect(received[0]?.headers["api-key"]).toBe(key);
  });

  test("prints each part when it comes", async () => {
    let goOn = (): void => undefined;
    const { url } = await serve(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(events(chunk("first ")));
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      response.end(events(chunk("second", "stop"), "[DONE]"));
      return undefined;
    });
    const { child, ended } = start(["chat", "Hi"], { env: at(url) });
    const first = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
    expect(first).toBe("first ");
    goOn();
    expect(await ended).toEqual({ code: 0, stdout: "first second\n", stderr: "" });
  });

  test("--json prints the whole response on one line, --no-stream its text", async () => {
    const { stdout } = await cli(["chat", "Hi", "--json", "--validate"], { env });
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const { choices } = JSON.parse(stdout) as { choices: { message: { content: string } }[] };
    const plain = await cli(["chat", "Hi", "--no-stream"], { env });
    expect(plain.stdout).toBe(`${choices[0]?.message.content}\n`);
  });

  test("--schema asks for JSON of that schema, named by its title or file; the contract's own form is taken too", async () => {
    const schema = { type: "object", properties: { age: { type: "integer" } }, required: ["age"] };
    const plain = await cli(["chat", "Hi", "--schema", await file("a person.schema.json", JSON.stringify(schema))], {
      env,
    });
    expect(JSON.parse(plain.stdout)).toEqual({ age: expect.any(Number) });
    const { url, received } = await serve(eventStream(chunk("{}", "stop"), "[DONE]"));
    const wrapped = { name: "p", schema, strict: true };
    for (const value of [schema, { ...schema, title: "A person" }, wrapped])
      await cli(["chat", "Hi", "--schema", await file("x.json", JSON.stringify(value))], { env: at(url) });
    const formats = received.map(({ body }) => (JSON.parse(body) as { response_format: object }).response_format);
    expect(formats).toEqual([
      { type: "json_schema", json_schema: { name: "x", schema } },
      { type: "json_schema", json_schema: { name: "A_person", schema: { ...schema, title: "A person" } } },
      { type: "json_schema", json_schema: wrapped },
    ]);
  });

  test("--image sends a file as a data URL and a URL as it is", async () => {
    const { url, received } = await serve(eventStream(chunk("ok", "stop"), "[DONE]"));
    const image = await file("dot.PNG", Buffer.from([1, 2, 3]));
    await cli(["chat", "Hi", "--image", image, "-i", "https://host.example/a.jpg"], { env: at(url) });
    const { messages } = JSON.parse(received[0]?.body ?? "") as { messages: { content: object[] }[] };
    expect(messages[0]?.content).toEqual([
      { type: "text", text: "Hi" },
      { type: "image_url", image_url: { url: "data:image/png;base64,AQID" } },
      { type: "image_url", image_url: { url: "https://host.example/a.jpg" } },
    ]);
  });

  test("--drop-unsupported sends once more without what the model does not know, and says so", async () => {
    const args = ["chat", "Hi", "--model", "emulated-chat-small", "--response-format", "json_object"];
    expect((await cli(args, { env })).code).toBe(1);
    const { code, stderr } = await cli([...args, "--drop-unsupported"], { env });
    expect(code).toBe(0);
    expect(stderr).toBe("The model does not know response_format: left out.\n");
  });

  test("a response that the filter stops, or that is cut off, is reported on stderr", async () => {
    const stopped = await cli(["chat", "Hello [answer:violence]"], { env });
    expect(stopped).toMatchObject({ code: 1, stderr: "The answer was stopped by the content filter.\n" });
    const cut = await cli(["chat", "Hi", "--max-tokens", "2"], { env });
    expect(cut).toMatchObject({ code: 0, stderr: "The answer was cut off: it reached the most tokens allowed.\n" });
  });

  test("a stream that breaks off leaves what came, and exits with 3", async () => {
    const { url } = await serve(eventStream(chunk("so far")));
    const { code, stdout, stderr } = await cli(["chat", "Hi"], { env: at(url) });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "so far" });
    expect(stderr).toMatch(/^error: The stream ended before its end marker/);
  });

  test("complete continues a text, streamed, whole and as JSON", async () => {
    const streamed = await cli(["complete", "Once upon a time"], { env });
    expect(streamed).toMatchObject({ code: 0, stderr: "" });
    expect(await cli(["complete", "--no-stream"], { env, input: "Once upon a time\n" })).toEqual(streamed);
    const { stdout } = await cli(["complete", "Once upon a time", "--json"], { env });
    const { choices } = JSON.parse(stdout) as { choices: { text: string }[] };
    expect(choices[0]?.text.trim()).toBe(streamed.stdout.trim());
  });
});

describe("on a terminal", () => {
  test("a conversation keeps its history, forgets it when asked to, and ends with Ctrl-D", async () => {
    const { url, received } = await serve(({ body }) => {
      const { messages } = JSON.parse(body) as { messages: object[] };
      return eventStream(chunk(`${messages.length} messages`, "stop"), "[DONE]");
    });
    const { type, until, ended } = terminal(["chat", "--system", "Be brief"], at(url));
    await until(/> /);
    for (const [line, answer] of [["one", "2 messages"], ["two", "4 messages"], ["/reset"], ["three", "2 messages"]]) {
      type(`${line}\r`);
      await until(new RegExp(`${answer ?? ""}[^>]*> `));
    }
    type("/nonsense\r");
    await until(/There is no \/nonsense[^>]*> /);
    type("\u0004");
    expect((await ended).code).toBe(0);
    expect(JSON.parse(received[1]?.body ?? "")).toMatchObject({
      messages: [
        { role: "system", content: "Be brief" },
        { role: "user", content: "one" },
        { role: "assistant", content: "2 messages" },
        { role: "user", content: "two" },
      ],
    });
  });

  test("Ctrl-C stops the response first, then the conversation", async () => {
    let closed = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { url, received } = await serve(async (_, response) => {
      if (received.length > 1) return void response.end(events(chunk("fine", "stop"), "[DONE]"));
      response.writeHead(200, { "content-type": "text/event-stream" }).write(events(chunk("endless")));
      response.on("close", closed);
      return undefined;
    });
    const { type, until, ended } = terminal(["chat"], at(url));
    await until(/> /);
    type("one\r");
    await until(/endless/);
    type("\u0003");
    await until(/Stopped; the message is forgotten\.[^>]*> /);
    await gone;
    type("two\r");
    await until(/fine[^>]*> /);
    expect(JSON.parse(received[1]?.body ?? "")).toMatchObject({ messages: [{ role: "user", content: "two" }] });
    type("\u0003");
    expect((await ended).code).toBe(130);
  });

  test("a failure is reported and the conversation goes on", async () => {
    const { type, until, ended } = terminal(["chat"], env);
    await until(/> /);
    type("[violence]\r");
    await until(/400 content_filter/);
    await until(/> /);
    type("/exit\r");
    expect((await ended).code).toBe(0);
  });

  test("words of the model cannot steer the terminal; piped, they stay as they are", async () => {
    const { url } = await serve(eventStream(chunk("a\u001b]0;title\u0007b\u001b[2Jc", "stop"), "[DONE]"));
    expect((await terminal(["chat", "Hi"], at(url)).ended).stdout).toBe("a]0;titleb[2Jc\r\n");
    expect((await cli(["chat", "Hi"], { env: at(url) })).stdout).toBe("a\u001b]0;title\u0007b\u001b[2Jc\n");
  });

  test("colours are for terminals, and NO_COLOR turns them off", async () => {
    const wrong = { ...env, AZURE_INFERENCE_CREDENTIAL: "wrong-key-0123" };
    expect((await terminal(["chat", "Hi"], wrong).ended).stdout).toContain("\u001b[31merror:");
    expect((await terminal(["chat", "Hi"], { ...wrong, NO_COLOR: "1" }).ended).stdout).not.toContain("\u001b");
    expect((await cli(["chat", "Hi"], { env: wrong })).stderr).not.toContain("\u001b");
  });

  test("reasoning is shown on a terminal, dim, and left out of a pipe", async () => {
    const thought = { ...chunk(""), choices: [{ index: 0, delta: { reasoning_content: "hm" }, finish_reason: null }] };
    for (const first of [[thought], [chunk("<thi"), chunk("nk>hm</think>")]]) {
      const { url } = await serve(eventStream(...first, chunk("Yes.", "stop"), "[DONE]"));
      expect((await terminal(["chat", "Hi"], at(url)).ended).stdout).toBe("\u001b[2mhm\u001b[22m\r\n\r\nYes.\r\n");
      expect((await cli(["chat", "Hi"], { env: at(url) })).stdout).toBe("Yes.\n");
    }
  });
});
