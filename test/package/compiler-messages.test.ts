import ts from "typescript";
import { expect, test } from "vitest";

// What the compiler says of the mistakes that people make first.

const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
  ...{
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
  allowImportingTsExtensions: true,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
};

const mistakes: [code: string, message: string][] = [
  [
    'createClient({ endpoint: "https://h", credential: { key: "k" }, apiKey: "k" })',
    "pass the key as credential: { key }",
  ],
  ['createClient({ endpoint: "https://h", credential: "k" })', "Type 'string' is not assignable to type 'Credential'"],
  [
    "client.getChatCompletions({ messages, stream: true })",
    "for a stream call the method whose name begins with stream",
  ],
  ["client.getChatCompletions({ messages }, { abortSignal: AbortSignal.timeout(1) })", "the option is `signal`"],
  ['client.getChatCompletions({ messages: [{ role: "user" }] })', "required in type 'ChatRequestUserMessage'"],
];

test("the compiler says what to write instead, and calls models by their names", () => {
  const file = "test/package/mistakes.ts";
  const head = [
    'import { type ChatRequestMessage, type Client, createClient } from "../../dist/src/client/index.js";',
    "declare const client: Client;",
    "declare const messages: ChatRequestMessage[];",
  ];
  const code = [...head, ...mistakes.map(([code]) => `void ${code};`)].join("\n");
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => (name === file ? ts.createSourceFile(name, code, target) : read(name, target));
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  const messages = mistakes.map((_, index) =>
    found
      .filter(({ start = 0 }) => code.slice(0, start).split("\n").length === head.length + index + 1)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
      .join("\n"),
  );
  for (const [index, [, expected]] of mistakes.entries()) {
    expect(messages[index]).toContain(expected);
    expect(messages[index]?.length).toBeLessThan(400);
  }
});
