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
    .description("Answer a prompt, or hold a conversation on a terminal when none is given.")
    .argument("[prompt...]", "what to say; - stands for what stdin holds (default: stdin)")
    .option("-s, --system <text>", "what the model should be told first")
    .option("-i, --image <file>", "an image file or URL to go with the prompt; may be repeated", collect)
    .addOption(
      new Option("--response-format <type>", "ask for an answer that is a JSON object").choices([
        "text",
        "json_object",
      ]),
    )
    .option("--schema <file>", "ask for an answer that fits a JSON Schema")
    .option("--json", "print the whole answer as JSON")
    .option("--no-stream", "print the answer when it is complete");
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
    .description("Continue a text.")
    .argument("[prompt...]", "the text; - stands for what stdin holds (default: stdin)")
    .option("--json", "print the whole answer as JSON")
    .option("--no-stream", "print the answer when it is complete");
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
    .description("Turn texts into vectors: arguments, files, or a line each of any number of lines.")
    .argument("[text...]", "texts to embed (default: stdin as one text)")
    .option("-f, --file <file>", "a file that is one text; may be repeated", collect)
    .option("--lines <file>", "a file with a text a line; - for stdin")
    .option("--jsonl <file>", "a file with a JSON text or object a line; - for stdin")
    .option("--field <name>", "the member of an object that holds its text", "text")
    .addOption(
      new Option("--format <format>", "how vectors are printed (default: json; jsonl for --lines and --jsonl)").choices(
        ["json", "jsonl", "base64"],
      ),
    )
    .option("--batch-size <n>", "most texts of a request", whole(1, 2048), 64)
    .option("--concurrency <n>", "most requests at a time", whole(1, 64), 4)
    .option("--skip <n>", "pass over the first texts", whole(0), 0)
    .option("--journal <file>", "keep vectors there, and go on from there; a text that fails is a line, not the end");
  addBulk(addBody(command))
    .option("--dimensions <n>", "length wanted of each vector", whole(1))
    .addOption(new Option("--encoding-format <format>", "how the server writes vectors").choices(formats))
    .option("--input-type <type>", "what the texts are: text, query, document");
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
    .description("Answer a file of chat requests, one JSON object a line: a line of outcome for each.")
    .argument("<file>", 'JSONL file of requests, {"id", "request"} objects or Batch API lines; - for stdin')
    .option("--journal <file>", "keep answers there, and go on from there after a kill")
    .option("--concurrency <n>", "most requests at a time", whole(1, 1000), 16)
    .addOption(
      new Option("--order <order>", "when outcomes are printed").choices(["input", "completed"]).default("input"),
    )
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
    .option("--skip-invalid", "write a failed outcome for an invalid line and continue")
    .option("--summary <file>", "write totals of the run to a JSON file");

export function addInfo(program: Command, run: Runner): void {
  const command = program
    .command("info")
    .description("Tell what the endpoint says of its model.")
    .option("-m, --model <name>", "the deployment asked about, where there are several")
    .option("--json", "print the answer as JSON");
  addConnection(command)
    .addHelpText("after", examples("model-inference info", "model-inference info --json --model gpt-4o"))
    .action((flags: InfoFlags) => run(async (signals) => (await import("./info.ts")).info(flags, signals)));
}
