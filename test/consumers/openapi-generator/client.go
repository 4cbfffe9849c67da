// Info, chat, vectors, a mistake and a stream with the client that openapi-generator makes. Takes the endpoint and a key.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"consumer/inference"
)

const version = "2025-04-01"

func ask(text string) *inference.ChatCompletionsOptions {
	question := inference.NewChatRequestUserMessage("user", inference.UserMessageContent{String: &text})
	message := inference.ChatRequestUserMessageAsChatRequestMessage(question)
	return inference.NewChatCompletionsOptions([]inference.ChatRequestMessage{message})
}

func tell(scenario string, told map[string]any) {
	line, _ := json.Marshal(map[string]any{"scenario": scenario, "told": told})
	fmt.Println(string(line))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	endpoint, key := os.Args[1], os.Args[2]
	configuration := inference.NewConfiguration()
	configuration.Servers = inference.ServerConfigurations{{URL: endpoint}}
	configuration.AddDefaultHeader("api-key", key)
	client := inference.NewAPIClient(configuration)
	ctx := context.Background()

	info, _, err := client.ModelAPI.GetModelInfo(ctx).ApiVersion(version).Execute()
	check(err)
	tell("info", map[string]any{"name": info.ModelName, "type": info.ModelType})

	chat := func(body *inference.ChatCompletionsOptions) inference.ApiGetChatCompletionsRequest {
		return client.ChatAPI.GetChatCompletions(ctx).ApiVersion(version).ChatCompletionsOptions(*body)
	}
	answer, _, err := chat(ask("Hello, you")).Execute()
	check(err)
	choice := answer.Choices[0]
	tell("chat", map[string]any{"content": choice.Message.Content.Get(), "finish_reason": choice.FinishReason.Get()})

	a, b := "a", "b"
	texts := []inference.TextOrTokens{{String: &a}, {String: &b}}
	wanted := inference.NewEmbeddingsOptions(inference.EmbeddingsInput{ArrayOfTextOrTokens: &texts})
	wanted.SetDimensions(4)
	vectors, _, err := client.EmbeddingsAPI.GetEmbeddings(ctx).ApiVersion(version).EmbeddingsOptions(*wanted).Execute()
	check(err)
	lengths := []int{}
	for _, item := range vectors.Data {
		lengths = append(lengths, len(*item.Embedding.ArrayOfFloat32))
	}
	tell("embeddings", map[string]any{"lengths": lengths})

	wrong := ask("Hello, you")
	wrong.SetTemperature(-1)
	_, refusal, err := chat(wrong).Execute()
	if err == nil {
		check(fmt.Errorf("a temperature below 0 was taken"))
	}
	tell("refused", map[string]any{"status": refusal.StatusCode})

	// The client takes an answer that is not the JSON of its type for a failure, and keeps the body.
	streamed := ask("Hello, you")
	streamed.SetStream(true)
	_, stream, _ := chat(streamed).Execute()
	text, err := io.ReadAll(stream.Body)
	check(err)
	events := strings.Split(strings.TrimSpace(string(text)), "\n\n")
	tell("stream", map[string]any{"events": len(events), "last": events[len(events)-1]})
}
