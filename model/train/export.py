"""Checkpoint to shipped weights: safetensors, float16, the averaged weights, no optimizer state.

    python3 export.py --checkpoint runs/g.pt --out ../../assets/weights/colorizer.safetensors
"""

import argparse
import json
import struct

import numpy as np
import torch

TYPES = {np.dtype(np.float16): "F16", np.dtype(np.float32): "F32"}


def write(path, tensors, metadata):
    """Writes numpy arrays by name as one safetensors file (8-byte length, JSON header, data)."""
    header, offset = {"__metadata__": metadata}, 0
    for name in sorted(tensors):
        t = tensors[name]
        header[name] = {"dtype": TYPES[t.dtype], "shape": list(t.shape), "data_offsets": [offset, offset + t.nbytes]}
        offset += t.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for name in sorted(tensors):
            f.write(np.ascontiguousarray(tensors[name]).tobytes())


def read(path):
    """The tensors of a safetensors file, as float32 torch tensors by name."""
    with open(path, "rb") as f:
        (n,) = struct.unpack("<Q", f.read(8))
        header, data = json.loads(f.read(n)), f.read()
    out = {}
    for name, t in header.items():
        if name != "__metadata__":
            kind = np.float16 if t["dtype"] == "F16" else np.float32
            a = np.frombuffer(data[slice(*t["data_offsets"])], kind).reshape(t["shape"])
            out[name] = torch.from_numpy(a.astype(np.float32))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    s = torch.load(a.checkpoint, map_location="cpu")
    weights = {k: v.numpy().astype(np.float16) for k, v in s["average"].items()}
    kind = "colorizer" if "temp" in weights else "enhancer" if "a0.weight" in weights else "published"
    write(a.out, weights, {"keyline": kind, "format": "1", "steps": str(s["step"]), "minutes": f"{s['minutes']:.0f}"})
    print(f"{a.out}: {kind}, {sum(w.size for w in weights.values())} parameters, step {s['step']}")


if __name__ == "__main__":
    main()
