"""Every stage of the networks on one fixed input, for the parity test of the Go side.

    python3 dump.py --colorizer ../../assets/weights/colorizer.safetensors \\
                    --enhancer ../../assets/weights/enhancer.safetensors \\
                    --prior ../../assets/weights/prior.safetensors --out ../testdata/parity.safetensors

Runs in float32 with the shipped, float16-rounded weights. Sketch 32x64, two references (64x32
and 32x32): sizes are multiples of 32, the coarsest stage's stride. Names: in.*, sketch.f0-f5,
ref0.f0-f5, ref1.f0-f5, keyN [HEADS,KEY,T], valueN [HEADS,OWN+VALUE,T],
secondN [KEY2,T], match, x4 x3 rgb x2 x1 x0 o copied, y; e.a0
a1 a2 m4 b1 b0 o picked gate mended; p5 p4 p3 logits. A batch of one is dropped: [C,H,W].
"""

import argparse

import numpy as np
import torch

from export import read, write
from net import OWN, Colorizer, Enhancer, Prior


def picture(seed, c, h, w):
    """Smooth random picture in 0-1 with a few hard edges."""
    g = torch.Generator().manual_seed(seed)
    x = torch.nn.functional.interpolate(torch.rand(1, c, 5, 5, generator=g), size=(h, w), mode="bicubic", align_corners=True).clamp(0, 1)
    x[..., h // 3 : h // 2, w // 4 : w // 2] *= 0.3
    return x


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--colorizer", required=True)
    p.add_argument("--enhancer", required=True)
    p.add_argument("--prior", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    g, e = Colorizer().eval(), Enhancer().eval()
    g.load_state_dict(read(a.colorizer))
    e.load_state_dict(read(a.enhancer))
    guess = Prior().eval()
    guess.load_state_dict(read(a.prior))

    d = {}
    h, w = 32, 64
    ink = (picture(1, 1, h, w) > 0.6).float() * 0.9
    hints = torch.zeros(1, 4, h, w)
    hints[:, :3, 20:25, 30:34] = torch.tensor([0.8, 0.2, 0.3])[None, :, None, None]
    hints[:, 3, 20:25, 30:34] = 1
    refs = [picture(2, 3, 64, 32), picture(3, 3, 32, 32)]
    stroke = torch.zeros(1, 1, h, w)
    stroke[..., 6:22, 9:11] = 1
    with torch.no_grad():
        maps = g.sketch(torch.cat([ink, hints], 1))
        d.update({f"sketch.f{i}": m for i, m in enumerate(maps)})
        d["logits"], guessed = guess(maps)
        d.update(guessed)
        coded = [g.encode_reference(r) for r in refs]
        for n, (k, v, k2, m) in enumerate(coded):
            d.update({f"ref{n}.f{i}": x for i, x in enumerate(m)})
            d[f"key{n}"], d[f"value{n}"], d[f"second{n}"] = k, v, k2
        keys, values, second = (torch.cat([c[i] for c in coded], -1) for i in range(3))
        match, _ = g.match(maps, keys, values)
        d["x4"], d["x3"] = g.consider(maps, match)
        d["rgb"], _ = g.match_again(maps, g.locate(match, d["x3"]), d["x3"], hints, second, values[:, 0, :OWN])
        y, s = g.decode(maps, match, d["x3"], d["rgb"])
        mended, es = e(y.clamp(0, 1), ink, stroke, s["x2"])
    d.update({"in.ink": ink, "in.hints": hints, "in.stroke": stroke, "match": match, "y": y, **s})
    d.update({f"in.ref{n}": r for n, r in enumerate(refs)})
    d.update({f"e.{k}": v for k, v in es.items()}, **{"e.mended": mended})
    write(a.out, {k: v[0].contiguous().numpy().astype(np.float32) for k, v in d.items()}, {"keyline": "parity"})
    print(f"{a.out}: {len(d)} tensors")


if __name__ == "__main__":
    main()
