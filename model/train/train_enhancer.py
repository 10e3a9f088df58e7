"""Trains the enhancer E on states of a frozen colorizer G that truly bleed. Resumes from --out.

    python3 train_enhancer.py --data DIR --colorizer runs/g.pt --out runs/e.pt --minutes 35 [--form published]

`--form published` trains net.Published instead, on the colorizer's own output alone: a rival.
"""

import os
import random
import time

import torch
import torch.nn.functional as F

import drawn
import strokes
from composer import Panels
from export import read
from net import GATE_CORE, GATE_TAPER, Colorizer, Enhancer, Published, dilate
from pictures import Pictures
from train_colorizer import options, progress, rate, save, temper

PEAK, AVERAGE = 3e-3, 0.99
COMPOSED = 0.5  # of the others, share of panels put together
ROUNDS = [1, 1, 2, 3]  # of strokes, each simulated on what the strokes before left
SHAPES = [(128, 128, 8), (128, 128, 8), (160, 160, 5), (192, 160, 4)]
DRAWN = 0.75  # share of batches drawn by code: there every boundary is known and every colour within reach
OWN = 0.4  # share of states that are the colorizer's own output


class States(Panels):
    """Batches with contours broken in blobs, and colourings in which that let colour bleed."""

    def __init__(self, pictures, seed, code, own):
        super().__init__(pictures, seed, COMPOSED)
        self.sizes, self.code, self.own = SHAPES, code, own

    def __iter__(self):
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 7919 + (worker.id if worker else 0))
        while True:
            if rng.random() < self.code:
                generator = torch.Generator().manual_seed(rng.randrange(2**31))
                ink, target, y = drawn.scene(8, 128, 128, rng, generator)
                yield ink, None, None, target, y, False
                continue
            ink, hints, refs, target, _ = self.batch(rng, SHAPES)
            generator = torch.Generator().manual_seed(rng.randrange(2**31))
            n, _, h, w = ink.shape
            share = rng.choice([rng.uniform(0.3, 0.8), 0.97])  # often nearly everywhere: there is most to learn
            where = strokes.blobs(n, h, w, share, generator)
            ink = ink * (1 - where * rng.choice([1, 1, 0.7]))
            own = rng.random() < self.own  # the colorizer's own output, else a poor colouring made from the target
            y = target if own else strokes.bled(target, where, rng, generator)
            if rng.random() < 0.3:  # the artist's line is not quite the picture's: bend picture, not stroke
                target = strokes.bend(target, 1.2, generator, 12)
            yield ink, hints, refs, target, y, own


def differences(x):
    """Colour steps over 1, 3 and 6 px both ways, each padded to the picture's size."""
    out = []
    for d in (1, 3, 6):
        out.append(F.pad(x[..., d:, :] - x[..., :-d, :], (0, 0, 0, d)))
        out.append(F.pad(x[..., :, d:] - x[..., :, :-d], (0, d)))
    return out


def losses(mended, y, target, ink, stroke, right):
    roi = strokes.influence(right)
    aim = strokes.reachable(y, target)
    w = roi * (1 - 0.8 * F.max_pool2d(ink, 3, 1, 1).clamp(0, 1))
    n = 3 * w.sum() + 1
    far = (1 - roi) * dilate(stroke, GATE_CORE + GATE_TAPER)
    base = ((y - aim).abs() * w).sum() / n
    colour = ((mended - aim).abs() * w).sum() / n
    true = ((mended - target).abs() * w).sum() / n
    step = sum(((a - b).abs() * w).sum() for a, b in zip(differences(mended), differences(aim))) / (2 * n)
    step0 = sum(((a - b).abs() * w).sum() for a, b in zip(differences(y), differences(aim))) / (2 * n)
    keep = ((mended - y).abs() * far).sum() / (3 * far.sum() + 1)
    report = dict(colour=colour / (base + 1e-6), step=step / (step0 + 1e-6), base=base, keep=keep)
    return colour + 0.2 * true + step + keep, report


def bases(g, ink, hints, refs, y, own):
    """(y, features, tail): G's output, its features and what makes colour of them, or the given colouring alone."""
    last = lambda x: x.contiguous(memory_format=torch.channels_last)
    if not own:
        n, _, h, w = ink.shape
        return y, torch.zeros(n, 64, h // 4, w // 4), None
    with torch.no_grad(), torch.cpu.amp.autocast(dtype=torch.bfloat16):
        out = g(last(ink), last(hints), [last(r) for r in refs])
    return out["y"].float().clamp(0, 1), out["x2"].float(), out["tail"]


def mend(e, y, ink, stroke, features, tail):
    """What either form makes of y along the strokes."""
    if isinstance(e, Published):
        return y + (e(ink, stroke, features, tail).float() - tail(features).float())  # exactly y without strokes
    return e(y, ink, stroke, features)[0].float()  # float32: bfloat16 gradients of few channels are not to be trusted


def main():
    a = options(__doc__.splitlines()[0], 35, PEAK, colorizer=dict(required=True, help="checkpoint of train_colorizer.py"), form=dict(choices=["mender", "published"], default="mender"))
    g = Colorizer().to(memory_format=torch.channels_last)
    g.load_state_dict(torch.load(a.colorizer, map_location="cpu")["average"])
    g.eval().requires_grad_(False)

    e = Published() if a.form == "published" else Enhancer()
    states = (0, 1) if a.form == "published" else (DRAWN, OWN)
    if a.start and not os.path.exists(a.out):
        e.load_state_dict(read(a.start))
    average = {k: v.clone() for k, v in e.state_dict().items()}
    optimizer = torch.optim.AdamW(e.parameters(), a.peak, betas=(0.9, 0.99), weight_decay=1e-4)
    step, spent = 0, 0.0
    if os.path.exists(a.out):
        s = torch.load(a.out, map_location="cpu")
        e.load_state_dict(s["weights"])
        average, step, spent = s["average"], s["step"], s["minutes"]
        optimizer.load_state_dict(s["optimizer"])
    loader = torch.utils.data.DataLoader(States(Pictures(a.cache, "train"), a.seed + step, *states), batch_size=None, num_workers=1, prefetch_factor=6)
    rng, begin, mean, norms = random.Random(a.seed + step), time.monotonic(), {}, {}
    for ink, hints, refs, target, y, own in loader:
        minutes = spent + (time.monotonic() - begin) / 60
        if progress(a, minutes, step) >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate(a.peak, step, progress(a, minutes, step), 100)
        y, features, tail = bases(g, ink, hints, refs, y, own)
        if a.form != "published" and rng.random() < 0.1:
            features = torch.zeros_like(features)
        stroke, right, target = strokes.simulate(y, target, ink, rng)
        if not stroke.any():
            continue
        for _ in range(rng.choice(ROUNDS) - 1):
            with torch.no_grad():
                seen = mend(e, y, ink, stroke, features, tail)
            stroke, right, target = strokes.simulate(seen, target, ink, rng, (stroke, right))
        loss, report = losses(mend(e, y, ink, stroke, features, tail), y, target, ink, stroke, right)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        temper(e, norms)
        if torch.isfinite(torch.nn.utils.clip_grad_norm_(e.parameters(), 0.3)) and loss.item() < 1:
            optimizer.step()
        step += 1
        with torch.no_grad():
            d = min(AVERAGE, step / (step + 10))
            for k, v in e.state_dict().items():
                average[k].lerp_(v, 1 - d)
        kind = "g." if own else "b."
        for k, v in report.items():
            mean[kind + k] = 0.97 * mean.get(kind + k, v.item()) + 0.03 * v.item()
        if step % 50 == 0:
            print(step, f"min {minutes:.1f}", {k: round(v, 3) for k, v in sorted(mean.items())}, flush=True)
        if step % 200 == 0:
            save(a.out, weights=e.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step, minutes=minutes)
    save(a.out, weights=e.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step, minutes=minutes)


if __name__ == "__main__":
    main()
