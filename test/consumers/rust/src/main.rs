//! Info, chat, vectors, a mistake and a stream with the client that progenitor makes. Takes the endpoint and a key, and
//! prints a line of JSON for each.

use std::error::Error as Failure;

use inference::types::{
    self, ChatCompletionsOptions, EmbeddingVector, EmbeddingsInput, EmbeddingsOptions, TextOrTokens, UserMessageContent,
};
use inference::{Client, Error};
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Map, Value, json};

mod inference {
    progenitor::generate_api!(spec = "../../../generated/openapi/2025-04-01/openapi-3.0.json", interface = Builder);
}

const VERSION: &str = "2025-04-01";

fn tell(scenario: &str, what: Value) {
    println!("{}", json!({ "scenario": scenario, "told": what }));
}

fn ask(text: &str) -> types::builder::ChatCompletionsOptions {
    let brief = types::ChatRequestSystemMessage {
        role: types::ChatRequestSystemMessageRole::System,
        content: types::TextContent::String("Be brief.".into()),
        name: None,
    };
    let content = UserMessageContent::String(text.into());
    let role = types::ChatRequestUserMessageRole::User;
    let question = types::ChatRequestUserMessage { role, content, name: None };
    ChatCompletionsOptions::builder().messages(vec![brief.into(), question.into()]).extra(Map::new())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Failure>> {
    let [endpoint, key] = std::env::args().skip(1).collect::<Vec<_>>().try_into().expect("an endpoint and a key");
    let headers = HeaderMap::from_iter([("api-key".parse()?, HeaderValue::from_str(&key)?)]);
    let http = reqwest::Client::builder().default_headers(headers).build()?;
    let client = Client::new_with_client(&endpoint, http.clone());

    let info = client.get_model_info().api_version(VERSION).send().await?;
    tell("info", json!({ "name": info.model_name, "type": info.model_type, "provider": info.model_provider_name }));

    let answer = client.get_chat_completions().api_version(VERSION).body(ask("Hello, you")).send().await?;
    let choice = &answer.choices[0];
    let (content, reason) = (&choice.message.content, &choice.finish_reason);
    tell("chat", json!({ "content": content, "finish_reason": reason, "usage": answer.usage }));

    let texts = EmbeddingsInput::Array(vec![TextOrTokens::String("a".into()), TextOrTokens::String("b".into())]);
    let wanted = EmbeddingsOptions::builder().input(texts).dimensions(4).extra(Map::new());
    let vectors = client.get_embeddings().api_version(VERSION).body(wanted).send().await?.into_inner();
    let lengths = vectors.data.iter().map(|item| match &item.embedding {
        EmbeddingVector::Array(numbers) => numbers.len(),
        EmbeddingVector::String(base64) => base64.len(),
    });
    tell("embeddings", json!({ "lengths": lengths.collect::<Vec<_>>(), "usage": vectors.usage }));

    let wrong = ask("Hello, you").temperature(-1.0);
    let answer = client.get_chat_completions().api_version(VERSION).body(wrong).send().await;
    let Err(Error::ErrorResponse(refusal)) = answer else { panic!("a temperature below 0 was taken") };
    tell("refused", json!({ "status": refusal.status().as_u16(), "detail": refusal.detail }));

    // What progenitor makes reads an answer as JSON: a stream is asked for with the HTTP client below it.
    let body = ChatCompletionsOptions::try_from(ask("Hello, you").stream(true))?;
    let route = http.post(format!("{endpoint}/chat/completions")).query(&[("api-version", VERSION)]);
    let mut answer = route.json(&body).send().await?;
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        bytes.extend_from_slice(&piece);
    }
    let text = String::from_utf8(bytes)?;
    let events = text.split_terminator("\n\n").collect::<Vec<_>>();
    tell("stream", json!({ "events": events.len(), "last": events.last() }));
    Ok(())
}
