import { nested, unauthorized } from "../endpoints/refusal.ts";
import type { Target } from "../endpoints/target.ts";
import type { EmulatedRequest } from "../http/request.ts";
import type { ModelProfile } from "../models/models.ts";
import { sameName } from "../models/models.ts";
import type { ResolvedEmulatorOptions } from "../options.ts";

/** @throws {Refusal} 401 without a key or token, with one that is not accepted, or with two that differ; 403 where keys are off. */
export function checkKey(request: EmulatedRequest, target: Target, options: ResolvedEmulatorOptions): void {
  const { auth, keys } = options;
  if (auth === "none") return;
  const { key, bearer } = credentialsOf(request.headers);
  if (key !== undefined && bearer !== undefined && key !== bearer) throw unauthorized("api-key and the bearer differ");
  if (auth === "token" && bearer === undefined && key !== undefined)
    throw nested(403, "AuthenticationTypeDisabled", "Key based authentication is disabled for this resource");
  const given = target.keys.includes("api-key") ? (key ?? bearer) : bearer;
  if (given === undefined) {
    const ways =
      auth === "token" ? ["a bearer token"] : target.keys.map((way) => (way === "bearer" ? "a bearer" : way));
    throw unauthorized(`${auth === "token" ? "No token" : "No key"}: send it as ${ways.join(" or as ")}`);
  }
  const isToken = auth === "token" || (auth === "key-or-token" && claimsOf(given) !== undefined);
  if (isToken) checkToken(given, target, options);
  else if (keys !== undefined && !keys.some((accepted) => accepted.key === given))
    throw unauthorized("The key is not valid for this endpoint");
}

/** @throws {Refusal} 403 when the key is not for the model. */
export function checkAccess(
  request: EmulatedRequest,
  model: ModelProfile,
  { keys, auth }: ResolvedEmulatorOptions,
): void {
  if (auth === "none" || keys === undefined) return;
  const { key, bearer } = credentialsOf(request.headers);
  const models = keys.find((accepted) => accepted.key === (key ?? bearer))?.models;
  if (models === undefined || models.some((name) => sameName(name, model.name))) return;
  throw nested(403, "no_access", `No access to model: ${model.name}`);
}

/** The signature is not looked at: whoever can write JSON can make a token that passes. */
function checkToken(token: string, target: Target, { audiences, timeOfDay }: ResolvedEmulatorOptions): void {
  const claims = claimsOf(token);
  if (claims === undefined) throw unauthorized("The bearer is not a JSON Web Token");
  const { exp, nbf, aud } = claims;
  const now = timeOfDay() / 1000;
  if (typeof exp !== "number" || exp <= now) throw unauthorized("The token has expired");
  if (typeof nbf === "number" && nbf > now) throw unauthorized("The token is not valid yet");
  const wanted = audiences ?? target.audiences;
  const given = [aud].flat().map((audience) => String(audience).replace(/\/$/, ""));
  if (!given.some((audience) => wanted.includes(audience)))
    throw unauthorized(`The token is for another audience; it must be for ${wanted.join(" or ")}`);
}

/** What a request shows of who sends it. */
export function credentialsOf(headers: EmulatedRequest["headers"]): {
  key: string | undefined;
  bearer: string | undefined;
} {
  const bearer = /^Bearer\s+(.+)$/i.exec(headers["authorization"] ?? "")?.[1];
  return { key: headers["api-key"] || undefined, bearer };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString());
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
