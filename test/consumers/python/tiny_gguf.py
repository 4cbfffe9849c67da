"""Writes a GGUF file of the llama architecture with random weights, a few kilobytes, whose every byte is a token.

Takes the path to write. Its answers are noise, but it is loaded, tokenised and run as any other model is.
"""

import sys

import gguf
import numpy

width, heads, layers, hidden, context = 32, 4, 2, 64, 512
specials = [("<unk>", gguf.TokenType.UNKNOWN), ("<s>", gguf.TokenType.CONTROL), ("</s>", gguf.TokenType.CONTROL)]
# A space is written as U+2581 in such vocabularies; without a token of its own it falls back to bytes, as all else does.
tokens = specials + [(f"<0x{byte:02X}>", gguf.TokenType.BYTE) for byte in range(256)]
letters = [chr(code) for code in range(ord("a"), ord("z") + 1)] + ["\u2581"]
tokens += [(letter, gguf.TokenType.NORMAL) for letter in letters]
chat_template = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}assistant: {% endif %}"
)

writer = gguf.GGUFWriter(sys.argv[1], "llama")
writer.add_name("tiny")
writer.add_context_length(context)
writer.add_embedding_length(width)
writer.add_block_count(layers)
writer.add_feed_forward_length(hidden)
writer.add_head_count(heads)
writer.add_head_count_kv(heads)
writer.add_rope_dimension_count(width // heads)
writer.add_layer_norm_rms_eps(1e-5)
writer.add_vocab_size(len(tokens))
writer.add_file_type(gguf.LlamaFileType.ALL_F32)
writer.add_tokenizer_model("llama")
writer.add_tokenizer_pre("default")
writer.add_token_list([text.encode() for text, _ in tokens])
writer.add_token_scores([0.0] * len(tokens))
writer.add_token_types([int(kind) for _, kind in tokens])
writer.add_unk_token_id(0)
writer.add_bos_token_id(1)
writer.add_eos_token_id(2)
# One vector a text, rather than one a token.
writer.add_pooling_type(gguf.PoolingType.MEAN)
writer.add_chat_template(chat_template)

random = numpy.random.default_rng(1)


def weights(*shape):
    return random.normal(0, 0.2, shape).astype(numpy.float32)


def add(name, *shape):
    writer.add_tensor(name, weights(*shape))


def add_ones(name):
    writer.add_tensor(name, numpy.ones(width, numpy.float32))


add("token_embd.weight", len(tokens), width)
# What it says are letters, for bytes of chance are no text.
loudness = [6.0 if kind == gguf.TokenType.NORMAL else 0.1 for _, kind in tokens]
writer.add_tensor("output.weight", weights(len(tokens), width) * numpy.array(loudness, numpy.float32)[:, None])
add_ones("output_norm.weight")
for layer in range(layers):
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        add(f"blk.{layer}.{part}.weight", width, width)
    add(f"blk.{layer}.ffn_gate.weight", hidden, width)
    add(f"blk.{layer}.ffn_up.weight", hidden, width)
    add(f"blk.{layer}.ffn_down.weight", width, hidden)
    add_ones(f"blk.{layer}.attn_norm.weight")
    add_ones(f"blk.{layer}.ffn_norm.weight")

writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
