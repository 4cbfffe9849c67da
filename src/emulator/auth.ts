import type { ResolvedEmulatorOptions } from "./options.ts";
import { unauthorized } from "./refusal.ts";
import type { EmulatedRequest } from "./request.ts";
import type { Target } from "./target.ts";

/** @throws {Refusal} 401 without a key, with one that is not accepted, or with two that differ. */
export function checkKey({ headers }: EmulatedRequest, target: Target, { keys }: ResolvedEmulatorOptions): void {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers["authorization"] ?? "")?.[1];
  const key = headers["api-key"] || undefined;
  if (key !== undefined && bearer !== undefined && key !== bearer) throw unauthorized("api-key and the bearer differ");
  const given = target.keys.includes("api-key") ? (key ?? bearer) : bearer;
  if (given === undefined) {
    const ways = target.keys.map((way) => (way === "bearer" ? "a bearer" : way)).join(" or as ");
    throw unauthorized(`No key: send it as ${ways}`);
  }
  if (keys !== undefined && !keys.includes(given)) throw unauthorized("The key is not valid for this endpoint");
}
