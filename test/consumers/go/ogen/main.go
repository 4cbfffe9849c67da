// A client made by ogen, of the published document. It prints a line of JSON for each scenario.
package main

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"os"
	"strings"

	"consumers/ogen/inference"

	"github.com/ogen-go/ogen/ogenerrors"
)

const version = "2025-04-01"

// One of the two ways in is enough, so the other is skipped.
type key string

func (k key) KeyAuth(context.Context, inference.OperationName) (inference.KeyAuth, error) {
	return inference.KeyAuth{APIKey: string(k)}, nil
}

func (key) TokenAuth(context.Context, inference.OperationName) (inference.TokenAuth, error) {
	return inference.TokenAuth{}, ogenerrors.ErrSkipClientSecurity
}

func ask(text string) *inference.ChatCompletionsOptions {
	question := inference.ChatRequestUserMessage{
		Role:    inference.ChatRequestUserMessageRoleUser,
		Content: inference.NewStringUserMessageContent(text),
	}
	message := inference.ChatRequestMessage{OneOf: inference.NewChatRequestUserMessageChatRequestMessageSum(question)}
	return &inference.ChatCompletionsOptions{Messages: []inference.ChatRequestMessage{message}}
}

func main() {
	ctx := context.Background()
	client, err := inference.NewClient(os.Args[1], key(os.Args[2]))
	check(err)

	info, err := client.GetModelInfo(ctx, inference.GetModelInfoParams{APIVersion: version})
	check(err)
	model := info.(*inference.ModelInfoHeaders).Response
	told("info", map[string]any{"name": model.ModelName, "type": model.ModelType})

	params := inference.GetChatCompletionsParams{APIVersion: version}
	answer, err := client.GetChatCompletions(ctx, ask("Hello, you"), params)
	check(err)
	chat := answer.(*inference.ChatCompletionsHeaders).Response
	choice := chat.Choices[0]
	told("chat", map[string]any{"content": choice.Message.Content.Value, "finish_reason": choice.FinishReason.Value})

	input := []inference.TextOrTokens{inference.NewStringTextOrTokens("one"), inference.NewStringTextOrTokens("two")}
	embeddings, err := client.GetEmbeddings(ctx,
		&inference.EmbeddingsOptions{Input: inference.NewTextOrTokensArrayEmbeddingsInput(input)},
		inference.GetEmbeddingsParams{APIVersion: version})
	check(err)
	lengths := []int{}
	for _, item := range embeddings.(*inference.EmbeddingsResultHeaders).Response.Data {
		lengths = append(lengths, len(item.Embedding.Float32Array))
	}
	told("embeddings", map[string]any{"lengths": lengths})

	small := ask("Hello, you")
	small.Model.SetTo("emulated-chat-small")
	small.Modalities = []inference.Modality{"text"}
	refused, err := client.GetChatCompletions(ctx, small, params)
	check(err)
	problem := refused.(*inference.ClientErrorStatusCodeWithHeaders)
	detail := problem.Response.Detail.Value
	told("refused", map[string]any{"status": problem.StatusCode, "loc": locations(detail)})

	streamed := ask("Hello, you")
	streamed.Stream.SetTo(true)
	response, err := client.GetChatCompletions(ctx, streamed, params)
	check(err)
	bytes, err := io.ReadAll(&response.(*inference.GetChatCompletionsOKTextEventStreamHeaders).Response)
	check(err)
	events := strings.Split(strings.TrimSpace(string(bytes)), "\n\n")
	told("stream", map[string]any{"events": len(events), "last": events[len(events)-1]})

	text, err := os.ReadFile(os.Args[3])
	check(err)
	var recorded []inference.ChatCompletions
	check(json.Unmarshal(text, &recorded))
	told("recorded", map[string]any{"count": len(recorded)})
}

// Servers give one detail, or several.
func locations(detail inference.ErrorDetail) []any {
	details := append(detail.ParameterDetailArray, detail.ParameterDetail)
	found := []any{}
	for _, each := range details {
		for _, step := range each.Loc.Value.ErrorLocationStepArray {
			if step.IsString() {
				found = append(found, step.String)
			}
		}
	}
	return found
}

func told(scenario string, what map[string]any) {
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{"scenario": scenario, "told": what}))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
