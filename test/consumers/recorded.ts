import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/**
 * The chat answers of `test/spec/recorded` as one list in a file below `folder`.
 * @returns the file, and how many there are.
 */
export async function recordedAnswers(folder: string): Promise<{ file: string; count: number }> {
  const recorded = "test/spec/recorded";
  const servers = await Promise.all(
    (await readdir(recorded)).map(
      async (name) => JSON.parse(await readFile(join(recorded, name), "utf8")) as { chat: object[] },
    ),
  );
  const answers = servers.flatMap(({ chat }) => chat);
  const file = resolve(folder, "recorded.json");
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(answers));
  return { file, count: answers.length };
}
