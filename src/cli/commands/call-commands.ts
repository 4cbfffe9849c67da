import { type Command, Option } from "commander";
import { addBody, addConnection, addSampling, collect, examples, whole } from "../flags.ts";
import type { Runner } from "../runner.ts";
import type { BatchFlags } from "./batch.ts";
import type { ChatFlags } from "./chat.ts";
import type { CompleteFlags } from "./complete.ts";
import type { EmbedFlags } from "./embed.ts";
import type { InfoFlags } from "./info.ts";

export function addChat(program: Command, run: Runner): void {
  const command = program
    .command("chat")
    .description("Send a prompt. On a terminal and without a prompt, start a conversation.")
    .argument("[prompt...]", "prompt; - is replaced by stdin (default: stdin)")
    .option("-s, --system <text>", "system prompt")
    .option("-i, --image <file>", "image file or URL to send with the prompt; may be repeated", collect)
    .addOption(new Option("--response-format <type>", "response format").choices(["text", "json_object"]))
    .option("--schema <file>", "JSON Schema for the response")
    .option("--json", "print the response as JSON")
    .option("--no-stream", "print the response when it is complete");
  addConnection(addSampling(command))
    .addHelpText(
      "after",
      examples(
        'model-inference chat "Why is the sky blue?"',
        'git diff | model-inference chat "Review this change:" -',
        'model-inference chat --image cat.png "What is in this picture?"',
        "model-inference chat --schema person.schema.json < letter.txt",
        "model-inference chat --model gpt-4o   # a conversation; Ctrl-D ends it",
      ),
    )
    .action((words: string[], flags: ChatFlags) =>
      run(async (signals) => (await import("./chat.ts")).chat(words, flags, signals)),
    );
}

export function addComplete(program: Command, run: Runner): void {
  const command = program
    .command("complete")
    .description("Create a completion of a text.")
    .argument("[prompt...]", "text to complete; - is replaced by stdin (default: stdin)")
    .option("--json", "print the response as JSON")
    .option("--no-stream", "print the response when it is complete");
  addConnection(addSampling(command))
    .addHelpText(
      "after",
      examples('model-inference complete --max-tokens 40 "Once upon a time"', "model-inference complete < draft.txt"),
    )
    .action((words: string[], flags: CompleteFlags) =>
      run(async (signals) => (await import("./complete.ts")).complete(words, flags, signals)),
    );
}

export function addEmbed(program: Command, run: Runner): void {
  const formats = ["float", "base64", "int8", "uint8", "binary", "ubinary"];
  const command = program
    .command("embed")
    .description("Create embeddings of arguments, of files, or of each line of a file.")
    .argument("[text...]", "texts to embed (default: stdin as one text)")
    .option("-f, --file <file>", "file to embed as one text; may be repeated", collect)
    .option("--lines <file>", "file with one text per line; - for stdin")
    .option("--jsonl <file>", "file with one JSON string or object per line; - for stdin")
    .option("--field <name>", "field of an object that contains its text", "text")
    .addOption(
      new Option("--format <format>", "output format (default: json; jsonl for --lines and --jsonl)").choices([
        "json",
        "jsonl",
        "base64",
      ]),
    )
    .addOption(new Option("--json", "the same as --format json").conflicts("format"))
    .option("--batch-size <n>", "maximum number of texts per request", whole(1, 2048), 64)
    .option("--concurrency <n>", "maximum number of concurrent requests", whole(1, 64), 4)
    .option("--skip <n>", "skip the first n texts", whole(0), 0)
    .option(
      "--journal <file>",
      "save results to this file and resume from it; a failed text becomes a line of the output",
    );
  addBulk(addBody(command))
    .option("--dimensions <n>", "number of dimensions of each vector", whole(1))
    .addOption(new Option("--encoding-format <format>", "encoding of the vectors in the response").choices(formats))
    .option("--input-type <type>", "type of the texts: text, query, document");
  addConnection(command)
    .addHelpText(
      "after",
      examples(
        'model-inference embed "a cat" "a dog"',
        "model-inference embed --file a.txt --file b.txt --format base64",
        "model-inference embed --jsonl texts.jsonl --field body > vectors.jsonl",
        "zcat texts.jsonl.gz | model-inference embed --jsonl - --batch-size 512",
      ),
    )
    .action((texts: string[], flags: EmbedFlags) =>
      run(async (signals) => (await import("./embed.ts")).embed(texts, flags, signals)),
    );
}

export function addBatch(program: Command, run: Runner): void {
  const command = program
    .command("batch")
    .description("Run chat requests from a JSONL file and write one result per line.")
    .argument("<file>", 'JSONL file of requests, {"id", "request"} objects or Batch API lines; - for stdin')
    .option("--journal <file>", "save results to this file and resume from it")
    .option("--concurrency <n>", "maximum number of concurrent requests", whole(1, 1000), 16)
    .addOption(new Option("--order <order>", "order of the results").choices(["input", "completed"]).default("input"))
    .addOption(
      new Option("--format <format>", "output format (default: the format of the first line)").choices([
        "outcome",
        "batch",
      ]),
    );
  addConnection(addBulk(addBody(command)))
    .addHelpText(
      "after",
      examples(
        "model-inference batch requests.jsonl > answers.jsonl",
        "model-inference batch requests.jsonl --requests-per-minute 300 --summary report.json > answers.jsonl",
        "model-inference batch requests.jsonl --journal requests.journal --order completed > answers.jsonl",
      ),
    )
    .action((file: string, flags: BatchFlags) =>
      run(async (signals) => (await import("./batch.ts")).batch(file, flags, signals)),
    );
}

/** Adds the options of bulk commands. */
const addBulk = (command: Command): Command =>
  command
    .option("--requests-per-minute <n>", "maximum number of requests in any 60 seconds", whole(1))
    .option(
      "--tokens-per-minute <n>",
      "maximum number of tokens in any 60 seconds, estimated before each request",
      whole(1),
    )
    .option("--token-budget <n>", "maximum number of tokens for the whole run", whole(1))
    .option("--skip-invalid", "write a failed result for an invalid line and continue")
    .option("--summary <file>", "write totals of the run to a JSON file");

export function addInfo(program: Command, run: Runner): void {
  const command = program
    .command("info")
    .description("Show information about the deployed model.")
    .option("-m, --model <name>", "deployment to show, if there are several")
    .option("--json", "print the response as JSON");
  addConnection(command)
    .addHelpText("after", examples("model-inference info", "model-inference info --json --model gpt-4o"))
    .action((flags: InfoFlags) => run(async (signals) => (await import("./info.ts")).info(flags, signals)));
}
