// A client made by oapi-codegen, of the published document. It prints a line of JSON for each scenario.
package main

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"consumers/oapi-codegen/inference"
)

const version = "2025-04-01"

func ask(text string) inference.ChatCompletionsOptions {
	var content inference.UserMessageContent
	check(content.FromUserMessageContent0(text))
	var message inference.ChatRequestMessage
	check(message.FromChatRequestUserMessage(inference.ChatRequestUserMessage{Content: content}))
	return inference.ChatCompletionsOptions{Messages: []inference.ChatRequestMessage{message}}
}

func main() {
	endpoint, key := os.Args[1], os.Args[2]
	ctx := context.Background()
	withKey := func(_ context.Context, request *http.Request) error {
		request.Header.Set("api-key", key)
		return nil
	}
	client, err := inference.NewClientWithResponses(endpoint, inference.WithRequestEditorFn(withKey))
	check(err)

	info, err := client.GetModelInfoWithResponse(ctx, &inference.GetModelInfoParams{ApiVersion: version})
	check(err)
	told("info", map[string]any{"name": info.JSON200.ModelName, "type": info.JSON200.ModelType})

	params := &inference.GetChatCompletionsParams{ApiVersion: version}
	answer, err := client.GetChatCompletionsWithResponse(ctx, params, ask("Hello, you"))
	check(err)
	choice := answer.JSON200.Choices[0]
	told("chat", map[string]any{"content": choice.Message.Content, "finish_reason": choice.FinishReason, "usage": answer.JSON200.Usage})

	var one, two inference.TextOrTokens
	check(one.FromTextOrTokens0("one"))
	check(two.FromTextOrTokens0("two"))
	var input inference.EmbeddingsInput
	check(input.FromEmbeddingsInput1([]inference.TextOrTokens{one, two}))
	embeddings, err := client.GetEmbeddingsWithResponse(ctx,
		&inference.GetEmbeddingsParams{ApiVersion: version}, inference.EmbeddingsOptions{Input: input})
	check(err)
	lengths := []int{}
	for _, item := range embeddings.JSON200.Data {
		vector, err := item.Embedding.AsEmbeddingVector1()
		check(err)
		lengths = append(lengths, len(vector))
	}
	told("embeddings", map[string]any{"lengths": lengths})

	cold := ask("Hello, you")
	temperature := float32(-1)
	cold.Temperature = &temperature
	refused, err := client.GetChatCompletionsWithResponse(ctx, params, cold)
	check(err)
	details, err := refused.JSON4XX.Detail.AsErrorDetail1()
	check(err)
	told("refused", map[string]any{"status": refused.StatusCode(), "loc": details[0].Loc, "msg": details[0].Msg})

	streamed := ask("Hello, you")
	stream := true
	streamed.Stream = &stream
	response, err := client.GetChatCompletions(ctx, params, streamed)
	check(err)
	defer response.Body.Close()
	bytes, err := io.ReadAll(response.Body)
	check(err)
	events := strings.Split(strings.TrimSpace(string(bytes)), "\n\n")
	told("stream", map[string]any{"events": len(events), "last": events[len(events)-1]})

	text, err := os.ReadFile(os.Args[3])
	check(err)
	var recorded []inference.ChatCompletions
	check(json.Unmarshal(text, &recorded))
	told("recorded", map[string]any{"count": len(recorded)})
}

func told(scenario string, what map[string]any) {
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{"scenario": scenario, "told": what}))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
