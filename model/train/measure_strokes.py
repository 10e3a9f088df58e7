"""How the enhancer takes strokes as people draw them: one table, on validation pictures let to bleed by code.

    python3 measure_strokes.py --data DIR --enhancer ../../assets/weights/enhancer.safetensors

Every row draws along the same missing edges with another hand. Error and steps of colour are those beside
the strokes, over the poor colouring's own: below 1 is mended. `wrong` is the change under strokes
that mean nothing, in 1/255. Validation pictures and strokes come from one seed.
"""

import argparse
import dataclasses
import os
import random

import torch

import strokes
from composer import Panels
from export import read
from hand import EXACT, PERSON
from net import Enhancer
from pictures import Pictures, prepare
from train_enhancer import losses

HANDS = {
    "exact, 3 px": EXACT,
    "1 px wide": dataclasses.replace(EXACT, widths=(1,)),
    "7 px wide": dataclasses.replace(EXACT, widths=(7,)),
    "beside by 1.5": dataclasses.replace(EXACT, beside=1.5),
    "beside by 3": dataclasses.replace(EXACT, beside=3),
    "wobbling": dataclasses.replace(EXACT, wave=2, tremor=1),
    "in pieces": dataclasses.replace(EXACT, broken=1),
    "too long": dataclasses.replace(EXACT, beyond=1),
    "only wrong": dataclasses.replace(EXACT, wrong=1),
    "a person": PERSON,
}


def states(panels, count, size, seed):
    """`count` poor colourings of `size` px: (y, target, ink), each [1,.,size,size]."""
    rng = random.Random(seed)
    for _ in range(count):
        generator = torch.Generator().manual_seed(rng.randrange(2**31))
        ink, _, _, target, _ = panels.batch(rng, [(size, size, 1)])
        where = strokes.blobs(1, size, size, 0.8, generator)
        yield strokes.bled(target, where, rng, generator), target, ink * (1 - where)


def scores(e, some, hand, rounds, bent, seed):
    """Mean over states of (error, steps, change under wrong strokes x 255), None where there was none."""
    total, rng = [[], [], []], random.Random(seed)
    for y, target, ink in some:
        aim, seen, drawn = target, y, None
        for _ in range(rounds):
            stroke, right, moved = strokes.simulate(seen, aim, ink, rng, drawn, hand)
            drawn, aim = (stroke, right), moved if bent else aim
            with torch.no_grad():
                seen = e(y, ink, stroke, torch.zeros(1, 64, y.shape[2] // 4, y.shape[3] // 4))[0]
        if right.any():
            report = losses(seen, y, aim, ink, stroke, right)[1]
            total[0].append(float(report["colour"]))
            total[1].append(float(report["step"]))
        wrong = stroke * (1 - right)
        if wrong.any() and hand.wrong == 1:
            total[2].append(float(((seen - y).abs().mean(1, keepdim=True) * wrong).sum() / wrong.sum()) * 255)
    return [sum(t) / len(t) if t else None for t in total]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", required=True)
    p.add_argument("--cache", default=os.path.join(os.path.expanduser("~"), ".cache", "keyline-train"))
    p.add_argument("--enhancer", required=True)
    p.add_argument("--count", type=int, default=40)
    p.add_argument("--size", type=int, default=192)
    a = p.parse_args()
    prepare(a.data, a.cache, "val")
    torch.set_num_threads(1)
    e = Enhancer().eval()
    e.load_state_dict(read(a.enhancer))
    panels = Panels(Pictures(a.cache, "val"), 1, 0.5)
    panels.sizes = [(a.size, a.size, 1)]
    some = list(states(panels, a.count, a.size, 3))
    rows = [(name, hand, 1, True) for name, hand in HANDS.items()]
    rows += [("beside by 3, target not bent", HANDS["beside by 3"], 1, False), ("a person, three rounds", PERSON, 3, True)]
    print(f"{'hand':30} error  steps  wrong")
    for name, hand, rounds, bent in rows:
        print(f"{name:30} " + "  ".join("    -" if v is None else f"{v:5.2f}" for v in scores(e, some, hand, rounds, bent, 5)), flush=True)


if __name__ == "__main__":
    main()
