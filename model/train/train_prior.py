"""Trains the prior P on the frozen colorizer's view of sketches. Resumes from --out if it is there.

    python3 train_prior.py --data DIR --colorizer runs/g.pt --out runs/prior.pt --minutes 60

Pictures keep their own colours here: what skin, sky and leaves look like is all there is to learn.
"""

import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import augment
import composer
from composer import Panels
from export import read
from net import SWATCHES, Colorizer, Prior
from pictures import Pictures
from train_colorizer import AVERAGE, options, progress, rate, save, temper

PEAK = 1e-3
COMPOSED = 0.4  # share of batches that are panels put together
PAPER = 0.4  # what a token of white counts: most are


class AsTheyAre:
    """In place of a Recolour: nothing changes."""

    identity = True

    def __init__(self, rng):
        pass

    def affine(self):
        return np.eye(3, dtype=np.float32), np.zeros(3, np.float32)

    def __call__(self, rgb):
        return rgb


class Sketches(Panels):
    """Batches of Panels in their own colours; the references are nothing, which costs nothing."""

    def __iter__(self):
        augment.Recolour = composer.Recolour = AsTheyAre  # of the loader's process
        return super().__iter__()

    def reference(self, rng, generator, i, entry, place, colour, rgb, h, w):
        return np.ones((32, 32, 3), np.float32), np.full((2, 4, 4), -augment.FAR, np.float32), 1.0

    def references(self, rng, generator, frame, sizes):
        h, w = frame.owner.shape
        none = np.full((2, 16), -augment.FAR, np.float32)
        return [np.ones((32, 32, 3), np.float32)] * len(sizes), np.full((2, h // 8, w // 8), augment.FAR, np.float32), none


def lab(rgb):
    """CIE Lab (D65) of sRGB [...,3] 0-1."""
    linear = torch.where(rgb > 0.04045, ((rgb + 0.055) / 1.055).clamp(min=0) ** 2.4, rgb / 12.92)
    m = torch.tensor([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    t = linear @ m.T / torch.tensor([0.95047, 1.0, 1.08883])
    f = torch.where(t > 0.008856, t.clamp(min=1e-6) ** (1 / 3), 7.787 * t + 16 / 116)
    return torch.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def swatches_of(pictures, rng, per=60):
    """White, black and the centres [SWATCHES,3] of what else the pictures' colours gather around, by Lloyd's
    algorithm in Lab; lightness counts less, greys are thinned out: a colour too many is better than mud.
    """
    likes = np.array([augment.LIKING.get(e["source"], 1) for e in pictures.entries])
    chosen = np.random.default_rng(rng.randrange(2**31)).choice(len(pictures), 2500, p=likes / likes.sum())
    some = []
    for i in chosen:
        a = pictures[i].reshape(-1, 5)
        some.append(a[[rng.randrange(len(a)) for _ in range(per)]])
    some = np.concatenate(some)
    rgb = torch.from_numpy(some[some[:, 3:].max(1) < 40][:, :3].astype(np.float32) / 255)
    colours = lab(rgb)
    chroma = colours[:, 1:].norm(dim=1)
    keep = (colours[:, 0] > 20) & (chroma > 14) & ~((colours[:, 0] > 95) & (chroma < 20))
    x, rgb = colours[keep], rgb[keep]
    scale, n = torch.tensor([0.6, 1.0, 1.0]), SWATCHES - 4
    centres = (x * scale)[torch.randperm(len(x))[:1]]
    for _ in range(n - 1):  # farthest but outliers
        d = torch.cdist(x * scale, centres).amin(1)
        centres = torch.cat([centres, (x * scale)[d.topk(max(1, len(x) // 200)).indices[-1:]]])
    for _ in range(30):
        near = torch.cdist(x * scale, centres).argmin(1)
        centres = torch.stack([(x * scale)[near == k].mean(0) if (near == k).any() else centres[k] for k in range(n)])
    found = [rgb[near == k].median(0).values if (near == k).any() else rgb.mean(0) for k in range(n)]
    fixed = torch.tensor([[1.0, 1, 1], [0.12, 0.11, 0.12], [0.36, 0.36, 0.40], [0.82, 0.82, 0.85]])
    return torch.cat([fixed, torch.stack(found)])


def shares(target, swatches):
    """[N,SWATCHES,H/8,W/8]: what part of a token's pixels is nearest to each swatch."""
    at, scale = lab(swatches), torch.tensor([0.7, 1.0, 1.0])
    small = F.avg_pool2d(target, 2)
    n, _, h, w = small.shape
    near = torch.cdist(lab(small.permute(0, 2, 3, 1)).flatten(0, 2) * scale, at * scale).argmin(1)
    return F.avg_pool2d(F.one_hot(near, SWATCHES).view(n, h, w, SWATCHES).permute(0, 3, 1, 2).float(), 4)


def main():
    a = options(__doc__.splitlines()[0], 60, PEAK, colorizer=dict(required=True, help="checkpoint or weights (safetensors) of G"))
    g = Colorizer().to(memory_format=torch.channels_last)
    g.load_state_dict(read(a.colorizer) if a.colorizer.endswith(".safetensors") else torch.load(a.colorizer, map_location="cpu")["average"])
    g.eval().requires_grad_(False)
    pictures = Pictures(a.cache, "train")
    p = Prior(swatches_of(pictures, random.Random(a.seed)))
    trained = [q for q in p.parameters() if q.requires_grad]
    optimizer = torch.optim.AdamW(trained, a.peak, betas=(0.9, 0.99), weight_decay=1e-2)
    average, step, spent, often = {k: v.clone() for k, v in p.state_dict().items()}, 0, 0.0, torch.full((SWATCHES,), 1 / SWATCHES)
    if os.path.exists(a.out):
        s = torch.load(a.out, map_location="cpu")
        p.load_state_dict(s["weights"])
        average, step, spent, often = s["average"], s["step"], s["minutes"], s.get("often", often)
        optimizer.load_state_dict(s["optimizer"])
    loader = torch.utils.data.DataLoader(Sketches(pictures, a.seed + step, COMPOSED, late=1), batch_size=None, num_workers=1, prefetch_factor=8)
    begin, mean, norms, seen, minutes = time.monotonic(), {}, {}, 0, spent
    for ink, hints, _, target, _ in loader:
        minutes = spent + (time.monotonic() - begin) / 60
        if progress(a, minutes, step) >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate(a.peak, step, progress(a, minutes, step), 100)
        if step % 2:  # nothing is dabbed in half of them
            hints = torch.zeros_like(hints)
        with torch.no_grad(), torch.cpu.amp.autocast(dtype=torch.bfloat16):
            maps = g.sketch(torch.cat([ink, hints], 1).contiguous(memory_format=torch.channels_last))
        right = shares(target, p.swatches)
        logits = p([m.float() for m in maps])[0]
        weight = 1 - (1 - PAPER) * right[:, 0]
        each = -(right * F.log_softmax(logits, 1)).sum(1)
        loss = (each * weight).sum() / weight.sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        temper(p, norms)
        if torch.isfinite(torch.nn.utils.clip_grad_norm_(trained, 1.0)):
            optimizer.step()
        step, seen = step + 1, seen + len(ink)
        with torch.no_grad():
            d = min(AVERAGE, step / (step + 10))
            for k, v in p.state_dict().items():
                average[k].lerp_(v, 1 - d)
            often.lerp_((right * weight[:, None]).mean((0, 2, 3)) / weight.mean(), 0.005)
            coloured = right[:, 0] < 0.5
            hit = (logits.argmax(1) == right.argmax(1)).float()
            report = dict(loss=loss.item(), paper=hit[~coloured].mean().item() if (~coloured).any() else 1, colour=hit[coloured].mean().item() if coloured.any() else 0)
        for k, v in report.items():
            mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
        if step % 100 == 0:
            print(step, f"min {minutes:.1f}", {k: round(v, 3) for k, v in mean.items()}, f"{seen / (time.monotonic() - begin):.1f} pictures/s", flush=True)
        if step % 200 == 0:
            save(a.out, weights=p.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step, minutes=minutes, often=often)
    save(a.out, weights=p.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step, minutes=minutes, often=often)


if __name__ == "__main__":
    main()
