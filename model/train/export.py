"""Checkpoint to shipped weights: safetensors, float16, the averaged weights, no optimizer state.

    python3 export.py --checkpoint runs/g.pt --out ../../assets/weights/colorizer.safetensors

Of the prior, logits are corrected by how often each swatch was right in training (Menon et al. 2021,
arXiv:2007.07314, section 4.1, by RARE) and sharpened by SHARP: what is likeliest is mostly the paper's or a shade's.
"""

import argparse
import json
import struct

import numpy as np
import torch

KINDS = {"temp": "colorizer", "a0.weight": "enhancer", "swatches": "prior", "a.weight": "published"}  # by a tensor's name
RARE, SHARP = 0.6, 1.0
GREYS = {2: 0.8, 3: 1.2}  # swatches that are mud where nobody asked for them, and what is taken from their logits
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


def livened(weights, often):
    """The prior's weights with its last layer corrected for how often [SWATCHES] each swatch is right, and sharpened."""
    out, bias = dict(weights), weights["out.bias"] - RARE * often.clamp(min=1e-3).log()
    for swatch, less in GREYS.items():
        bias[swatch] -= less
    out["out.weight"], out["out.bias"] = SHARP * weights["out.weight"], SHARP * bias
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    s = torch.load(a.checkpoint, map_location="cpu")
    average = livened(s["average"], s["often"]) if "often" in s else s["average"]
    weights = {k: v.numpy().astype(np.float16) for k, v in average.items()}
    kind = next(kind for key, kind in KINDS.items() if key in weights)
    write(a.out, weights, {"keyline": kind, "format": "1", "steps": str(s["step"]), "minutes": f"{s['minutes']:.0f}"})
    print(f"{a.out}: {kind}, {sum(w.size for w in weights.values())} parameters, step {s['step']}")


if __name__ == "__main__":
    main()
