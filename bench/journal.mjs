/**
 * The journal's format beside `node:sqlite`, which Node 20 lacks: `npx -y node@24 bench/journal.mjs`. Writes 1,000 entries of 16
 * vectors of 1,536 numbers to each, entry by entry, and reads them back.
 */
import { createHash } from "node:crypto";
import { appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const folder = mkdtempSync(join(tmpdir(), "journal-bench-"));
const embedding = Array.from({ length: 1_536 }, (_, index) => Number(Math.sin(index).toFixed(7)));
const entries = Array.from({ length: 1_000 }, (_, entry) =>
  JSON.stringify({
    outcomes: Array.from({ length: 16 }, (_, at) => ({ index: entry * 16 + at, ok: true, embedding })),
  }),
);
const sumOf = (text) => createHash("sha256").update(text).digest("base64url").slice(0, 8);
const seconds = (work) => {
  const began = performance.now();
  work();
  return ((performance.now() - began) / 1_000).toFixed(1);
};

function file() {
  const path = join(folder, "journal");
  const fd = openSync(path, "a");
  const write = seconds(() => {
    for (const entry of entries) appendFileSync(fd, `${entry.slice(0, -1)},"sum":"${sumOf(entry)}"}\n`);
  });
  closeSync(fd);
  const read = seconds(() => {
    for (const line of readFileSync(path, "latin1").split("\n")) if (line !== "" && sumOf(line)) JSON.parse(line);
  });
  return { write, read, megabytes: Math.round(statSync(path).size / 1e6) };
}

function sqlite() {
  const path = join(folder, "journal.db");
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE entry(id INTEGER PRIMARY KEY, text TEXT)");
  const insert = db.prepare("INSERT INTO entry VALUES (?, ?)");
  const write = seconds(() => {
    for (const [id, entry] of entries.entries()) insert.run(id, entry);
  });
  const read = seconds(() => {
    for (const { text } of db.prepare("SELECT text FROM entry").iterate()) JSON.parse(text);
  });
  db.close();
  return { write, read, megabytes: Math.round(statSync(path).size / 1e6) };
}

console.log("file", file());
console.log("node:sqlite", sqlite());
rmSync(folder, { recursive: true });
