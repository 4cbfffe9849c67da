import type { ClientOptions } from "model-inference";
import { startEmulator } from "model-inference/emulator";

/** Where an example goes. */
export interface Target extends Pick<ClientOptions, "endpoint" | "credential">, AsyncDisposable {
  /** `{ model }`, to be spread into a body, where the endpoint serves several. */
  model: { model?: string };
}

/**
 * The endpoint that `AZURE_INFERENCE_ENDPOINT`, `AZURE_INFERENCE_CREDENTIAL` and `AZURE_INFERENCE_MODEL` name; without the first, an
 * emulator that lives as long as the example.
 *
 * @param emulated - the emulator's model that knows what the example shows.
 */
export async function target(emulated = "emulated-all"): Promise<Target> {
  const endpoint = process.env["AZURE_INFERENCE_ENDPOINT"];
  const credential = { key: process.env["AZURE_INFERENCE_CREDENTIAL"] ?? "any-key-will-do" };
  const model = process.env["AZURE_INFERENCE_MODEL"];
  if (endpoint !== undefined) {
    return {
      endpoint,
      credential,
      model: model === undefined ? {} : { model },
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
  const emulator = await startEmulator();
  return {
    endpoint: emulator.url,
    credential,
    model: { model: emulated },
    [Symbol.asyncDispose]: () => emulator.stop(),
  };
}

/** A red dot of one pixel. */
export const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
