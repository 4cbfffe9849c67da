import type { EmbeddingsOptions, EmbeddingsResult, ImageEmbeddingsOptions } from "../../../generated/types.ts";
import { unsupported } from "../endpoints/refusal.ts";
import { type Accepted, type Content, idOf } from "./answer.ts";
import { promptsOf } from "./completions.ts";
import { countTokens } from "./tokens.ts";
import {
  defaultDimensions,
  encodings,
  type Features,
  imageFeatures,
  mostDimensions,
  textFeatures,
  vectorOf,
} from "./vectors.ts";

/** Embeds each text. */
export function respondToEmbeddings(request: Accepted<EmbeddingsOptions>): Content {
  const texts = promptsOf(request.body.input, "input");
  return embed(request, texts.map(textFeatures), texts);
}

/** Embeds each image, which must come as a data URL: nothing is fetched. */
export function respondToImageEmbeddings(request: Accepted<ImageEmbeddingsOptions>): Content {
  const { input } = request.body;
  const features = input.map(({ image, text }, index) => {
    const data = /^data:image\/[\w.+-]+;base64,([A-Za-z0-9+/]+={0,2})$/.exec(image)?.[1];
    if (data === undefined || data.length % 4 !== 0) {
      throw unsupported(
        ["input", index, "image"],
        image.slice(0, 64),
        "An image must be a data URL: data:image/<format>;base64,<data>",
      );
    }
    return both(imageFeatures(Buffer.from(data, "base64")), textFeatures(text ?? ""));
  });
  return embed(
    request,
    features,
    input.map(({ text }) => text ?? ""),
    input.length,
  );
}

function* both(image: Features, text: Features): Generator<number> {
  yield* image;
  yield* text;
}

function embed(
  request: Accepted<EmbeddingsOptions | ImageEmbeddingsOptions>,
  features: readonly Features[],
  texts: readonly string[],
  images = 0,
): Content {
  const { body, model } = request;
  const dimensions = body.dimensions ?? Math.min(defaultDimensions, model.limits?.dimensions ?? defaultDimensions);
  const most = Math.min(model.limits?.dimensions ?? mostDimensions, mostDimensions);
  if (dimensions < 1 || dimensions > most) {
    throw unsupported(["dimensions"], dimensions, `This model gives 1 to ${most} dimensions`);
  }
  const format = body.encoding_format ?? "float";
  const encode = Object.hasOwn(encodings, format) ? encodings[format] : undefined;
  if (encode === undefined)
    throw unsupported(["encoding_format"], format, `This model knows ${Object.keys(encodings).join(", ")}`);
  // A token an image: real models count hundreds, each by its own rule.
  const counted = countTokens(texts) + images;
  const result: EmbeddingsResult = {
    id: idOf("emb", model.name, body),
    object: "list",
    model: model.name,
    data: features.map((features, index) => ({
      index,
      object: "embedding",
      embedding: encode(vectorOf(features, dimensions)),
    })),
    usage: { prompt_tokens: counted, total_tokens: counted },
  };
  return { body: result, tokens: counted, written: 0 };
}
