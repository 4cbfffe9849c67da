/**
 * Calls what steers the emulator. Pages of other origins cannot send the header.
 *
 * @throws {Error} with what the emulator says against it, or that it does not respond.
 */
export async function control<T = undefined>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/_emulator/${path}`, {
    method,
    headers: { "x-emulator-control": "1" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw new Error("The emulator does not answer.");
  });
  const text = await response.text();
  const value = (text === "" ? undefined : JSON.parse(text)) as T;
  if (response.ok) return value;
  const { error } = value as { error?: { message?: string } };
  throw new Error(error?.message ?? `The emulator answers ${response.status}.`);
}
