import { checkNames, checkNumber, checkOption, isObject } from "../check.ts";
import { parseProperties } from "./fault-header.ts";
import type { Draw } from "./random.ts";

/**
 * Latency of a model.
 *
 * @example
 * const latency: Latency = { firstTokenMs: 300, tokensPerSecond: 40, jitter: 0.2 };
 * await startEmulator({ latency });
 */
export interface Latency {
  /** Time until the headers and the first chunk, or the start of a complete response, in milliseconds. Default: 0. */
  firstTokenMs?: number;
  /** Time per token, in milliseconds; a complete response takes as long as all its tokens. Default: 0. */
  perTokenMs?: number;
  /** Tokens per second, instead of `perTokenMs`. Above 0. */
  tokensPerSecond?: number;
  /** Random variation of each time, as a fraction from 0 to 1; uses the seed. Default: 0. */
  jitter?: number;
}

/**
 * The header that asks for a latency of one request.
 *
 * @example
 * await client.getChatCompletions({ messages }, { headers: { [latencyHeader]: "firstTokenMs=200;perTokenMs=20" } });
 */
export const latencyHeader = "x-emulator-latency";

const properties = ["firstTokenMs", "perTokenMs", "tokensPerSecond", "jitter"];
const time = { least: 0, most: 2 ** 31 - 1, whole: false };

/** @throws {RangeError} that names the property, what is allowed and what was given. */
export function checkLatency(path: string, latency: unknown): Latency {
  checkOption(isObject(latency), path, `an object of ${properties.join(", ")}`, latency);
  checkNames(path, latency, properties);
  const { firstTokenMs = 0, perTokenMs = 0, tokensPerSecond = 1, jitter = 0 } = latency;
  checkNumber(`${path}.firstTokenMs`, firstTokenMs, time);
  checkNumber(`${path}.perTokenMs`, perTokenMs, time);
  checkNumber(`${path}.tokensPerSecond`, tokensPerSecond, { least: 0.001, most: 1_000_000, whole: false });
  checkNumber(`${path}.jitter`, jitter, { least: 0, most: 1, whole: false });
  const both = latency["perTokenMs"] !== undefined && latency["tokensPerSecond"] !== undefined;
  checkOption(!both, path, "given perTokenMs or tokensPerSecond, not both", latency);
  return latency;
}

/**
 * Reads the latency that one request asks for: `none`, JSON, or properties parted by semicolons:
 * `firstTokenMs=200;tokensPerSecond=50;jitter=0.2`.
 *
 * @throws {RangeError} that names what is wrong and what is allowed.
 *
 * @example
 * parseLatency("firstTokenMs=200;jitter=0.1"); // { firstTokenMs: 200, jitter: 0.1 }
 */
export function parseLatency(text: string): Latency {
  return text.trim() === "none" ? {} : checkLatency(latencyHeader, parseProperties(latencyHeader, text.trim()));
}

/** The times of one response, in ms. */
export interface Pace {
  first(): number;
  next(): number;
}

/** `undefined` where nothing waits. */
export function paceOf(latency: Latency, draw: () => Draw): Pace | undefined {
  const { firstTokenMs = 0, tokensPerSecond, jitter = 0 } = latency;
  const perTokenMs = tokensPerSecond === undefined ? (latency.perTokenMs ?? 0) : 1000 / tokensPerSecond;
  if (firstTokenMs === 0 && perTokenMs === 0) return undefined;
  if (jitter === 0) return { first: () => firstTokenMs, next: () => perTokenMs };
  const drawn = draw();
  const around = (ms: number): number => ms * (1 + jitter * (2 * drawn() - 1));
  return { first: () => around(firstTokenMs), next: () => around(perTokenMs) };
}
